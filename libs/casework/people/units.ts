import type { OpenOrganisationInput, OpenUnitInput } from '../../contracts/api/people';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { requireEntitled } from '../../domain/people/entitlement';
import { newId } from '../../persistence/bytes';
import { faultCode } from '../../persistence/database';
import { UnitRepository } from '../../persistence/people/unit-repository';
import type { Office } from '../office';
import type { Key } from '../once';
import { administer } from './administration';

/**
 * Adds an organisation. Refused: not-entitled, not-found (the parent), invalid-input (a code used before, a province
 * missing where its kind needs one).
 */
export function openOrganisation(
  actor: Actor,
  input: { key: Key } & OpenOrganisationInput,
  office: Office,
): Promise<{ id: Id<'organisation'> }> {
  return administer(office, actor, input.key, async ({ sql, record }) => {
    const post = requireEntitled(actor, 'organise', null);
    const { code, kind, name, province, parentId } = input;
    const units = new UnitRepository(sql);
    if (province === null && (kind === 'province' || kind === 'hospital')) refuse('province', 'required');
    if (parentId !== null && !(await units.organisation(parentId))) throw new Refused('not-found');
    const id = newId('organisation');
    try {
      await units.insertOrganisation({ id, code, kind, name, province, parentId });
    } catch (error) {
      if (faultCode(error) !== 'ER_DUP_ENTRY') throw error;
      refuse('code', 'duplicate');
    }
    record('organisationOpened', post, { organisation: id, parent: parentId, kind, code, name, province });
    return { id };
  });
}

/**
 * Opens a department or division of an organisation. Refused: not-entitled, not-found, invalid-input (a code used
 * before, a parent that is not of the organisation or closed, a department below a division).
 */
export function openUnit(
  actor: Actor,
  input: { organisationId: Id<'organisation'>; key: Key } & OpenUnitInput,
  office: Office,
): Promise<{ id: Id<'unit'> }> {
  return administer(office, actor, input.key, async ({ sql, record, today }) => {
    const post = requireEntitled(actor, 'organise', null);
    const units = new UnitRepository(sql);
    if (!(await units.organisation(input.organisationId, true))) throw new Refused('not-found');
    const known = await units.ofOrganisation(input.organisationId);
    if (known.some((unit) => unit.code === input.code)) refuse('code', 'duplicate');
    if (input.parentId !== null) {
      const parent = known.find((unit) => unit.id === input.parentId);
      if (!parent || (parent.closedOn !== null && parent.closedOn < today)) refuse('parentId', 'not-of-organisation');
      else if (parent.kind === 'division' && input.kind === 'department') refuse('parentId', 'not-offered');
    }
    const { organisationId, parentId, kind, code, name } = input;
    const id = newId('unit');
    await units.insert({ id, organisationId, parentId, kind, code, name, closedOn: null });
    record('unitOpened', post, { unit: id, organisation: organisationId, parent: parentId, kind, code, name });
    return { id };
  });
}

const refuse = (path: string, code: Parameters<typeof fieldError>[1]): never => {
  throw new Refused('invalid-input', { fields: [fieldError(path, code)] });
};

/**
 * Closes a unit after `lastDay`. Refused: not-entitled, not-found, unit-closed, unit-in-use (posts or units reach
 * beyond that day).
 */
export function closeUnit(
  actor: Actor,
  input: { unitId: Id<'unit'>; lastDay: string; key: Key },
  office: Office,
): Promise<{ id: Id<'unit'>; closedOn: string }> {
  return administer(office, actor, input.key, async ({ sql, record }) => {
    const post = requireEntitled(actor, 'organise', null);
    const units = new UnitRepository(sql);
    const found = await units.find(input.unitId);
    if (!found) throw new Refused('not-found');
    await units.organisation(found.organisationId, true);
    const unit = await units.find(input.unitId);
    if (unit?.closedOn !== null) throw new Refused('unit-closed');
    if (await units.inUseAfter(unit.id, input.lastDay)) throw new Refused('unit-in-use');
    await units.close(unit.id, input.lastDay);
    record('unitClosed', post, { unit: unit.id, organisation: unit.organisationId, lastDay: input.lastDay });
    return { id: unit.id, closedOn: input.lastDay };
  });
}
