import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import type { NotificationCode } from '../../contracts/words/notifications';
import { entitled } from '../../domain/people/entitlement';
import { newId } from '../../persistence/bytes';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { BreakGlassRepository, type CaseOfGlass } from '../../persistence/people/break-glass-repository';
import { PersonRepository } from '../../persistence/people/person-repository';
import { allowed } from '../cases/permit';
import type { Office } from '../office';
import type { Key } from '../once';
import { administer, type Administration } from '../people/administration';
import { accessorFacts } from './access';

const hour = 3_600_000;
const administrators = ['system-admin', 'security-admin', 'auditor'] as const;

/**
 * Asks to read the record of one case in an emergency. All administrators are told at once. Refused: not-entitled,
 * not-found, invalid-input (more hours than the place allows).
 */
export function askBreakGlass(
  actor: Actor,
  input: { caseNumber: string; reason: string; hours: number; maxHours: number; key: Key },
  office: Office,
): Promise<{ id: Id<'breakGlass'> }> {
  return administer(office, actor, input.key, async (administration) => {
    const post = allowed(entitled(actor, 'break-glass-ask', null));
    const { caseNumber, reason, hours, maxHours } = input;
    if (hours > maxHours) throw new Refused('invalid-input', { fields: [fieldError('hours', 'too-big')] });
    const glasses = new BreakGlassRepository(administration.sql);
    const file = await glasses.caseNumbered(caseNumber);
    if (!file) throw new Refused('not-found');
    const id = newId('breakGlass');
    const machineNow = office.machineNow();
    await glasses.insert({
      ...{ id, caseId: file.id, reason, hours, state: 'asked', askedBy: actor.personId, askedAt: machineNow },
      ...{ decidedBy: null, decidedAt: null, until: null, endedBy: null, endedAt: null },
    });
    administration.record('breakGlassAsked', post, { breakGlass: id, case: file.id, reason, hours });
    await announce(administration, actor, file, 'break-glass-asked', reason);
    return { id };
  });
}

/**
 * Confirms or refuses it, by another person. From a confirmation on the time runs, and whoever manages the bodies of the
 * case is told. Relies on the lock of the row: decided once. Refused: not-entitled, not-found, second-person, glass-decided.
 */
export function decideBreakGlass(
  actor: Actor,
  input: { id: Id<'breakGlass'>; grant: boolean; key: Key },
  office: Office,
): Promise<{ id: Id<'breakGlass'>; until: string | null }> {
  return administer(office, actor, input.key, async (administration) => {
    const glasses = new BreakGlassRepository(administration.sql);
    const machineNow = office.machineNow();
    const { glass, file } = await lockGlass(actor, glasses, input.id);
    const post = allowed(entitled(actor, 'break-glass-decide', { ...glass, now: machineNow }));
    const until = input.grant ? machineNow + glass.hours * hour : null;
    await glasses.decide(glass.id, input.grant ? 'granted' : 'refused', actor.personId, machineNow, until);
    const shown = until === null ? null : new Date(until).toISOString();
    const facts = { breakGlass: glass.id, case: file.id, askedBy: glass.askedBy };
    administration.record(input.grant ? 'breakGlassGranted' : 'breakGlassRefused', post, { ...facts, until: shown });
    if (input.grant) await announce(administration, actor, file, 'break-glass-granted', glass.reason);
    return { id: glass.id, until: shown };
  });
}

/** Ends it before its time, by either of the two. Refused: not-entitled, not-found, glass-over. */
export function endBreakGlass(
  actor: Actor,
  input: { id: Id<'breakGlass'>; key: Key },
  office: Office,
): Promise<{ id: Id<'breakGlass'> }> {
  return administer(office, actor, input.key, async (administration) => {
    const glasses = new BreakGlassRepository(administration.sql);
    const machineNow = office.machineNow();
    const { glass, file } = await lockGlass(actor, glasses, input.id);
    const post = allowed(entitled(actor, 'break-glass-end', { ...glass, now: machineNow }));
    await glasses.end(glass.id, actor.personId, machineNow);
    administration.record('breakGlassEnded', post, { breakGlass: glass.id, case: file.id });
    return { id: glass.id };
  });
}

/**
 * Records one look, before anything is shown, and gives the case it is at. Only who asked may look, only to read, only
 * while it is granted and its time runs. Refused: not-entitled, not-found, glass-over.
 */
export function lookByBreakGlass(actor: Actor, id: Id<'breakGlass'>, office: Office): Promise<Look> {
  return office.database.transaction(async (sql) => {
    const { glass, file } = await lockGlass(actor, new BreakGlassRepository(sql), id);
    allowed(entitled(actor, 'break-glass-look', { ...glass, now: office.machineNow() }));
    const payload = { actor: accessorFacts(actor), breakGlass: id, case: file.id };
    await office.log.write(sql, [{ type: 'breakGlassLooked', payload }], office.machineNow());
    return { file, reason: glass.reason, until: new Date(glass.until ?? 0).toISOString() };
  });
}

/** The case that is looked at, why, and until when that may be. */
export interface Look {
  file: CaseOfGlass;
  reason: string;
  until: string;
}

/** To whom emergency access is nothing, it is not said whether this one is there. */
async function lockGlass(actor: Actor, glasses: BreakGlassRepository, id: Id<'breakGlass'>) {
  allowed(entitled(actor, 'break-glass-ask', null));
  const glass = await glasses.find(id, true);
  const file = glass && (await glasses.caseOfId(glass.caseId));
  if (!glass || !file) throw new Refused('not-found');
  return { glass, file };
}

/** To the other administrators always; once it is granted, also to whoever answers for the case at each of its bodies. */
async function announce(
  { sql, now, today }: Administration,
  actor: Actor,
  file: CaseOfGlass,
  code: NotificationCode,
  reason: string,
): Promise<void> {
  const notifications = new NotificationRepository(sql);
  const organisations = await new BreakGlassRepository(sql).organisationsWith(administrators, today);
  const posts = organisations.flatMap((organisationId) => administrators.map((role) => ({ organisationId, role })));
  const answering =
    code === 'break-glass-granted'
      ? [
          { organisationId: file.applicantId, role: 'hospital-signatory' },
          ...(file.provinceId ? [{ organisationId: file.provinceId, role: 'provincial-manager' }] : []),
          ...(file.nationId && file.submitted ? [{ organisationId: file.nationId, role: 'national-manager' }] : []),
        ]
      : [];
  const told = new Set(await notifications.holders([...posts, ...answering], today));
  told.delete(actor.personId);
  const by = (await new PersonRepository(sql).find(actor.personId))?.name ?? { zh: '', en: '' };
  const params = { number: file.number, by, note: reason };
  await notifications.add([...told].map((personId) => ({ personId, caseId: null, code, params, at: now })));
}
