import type { AddPersonInput, ChangePersonInput, NoteLeaveInput } from '../../contracts/api/people';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import type { LegalDate } from '../../contracts/deadlines';
import type { Actor, Post } from '../../contracts/posts';
import { entitled, requireEntitled } from '../../domain/people/entitlement';
import { newId } from '../../persistence/bytes';
import { faultCode } from '../../persistence/database';
import { PersonRepository } from '../../persistence/people/person-repository';
import type { Office } from '../office';
import type { Key } from '../once';
import { administer, type Administration } from './administration';

/** Adds a person; posts and accounts are granted apart. Refused: not-entitled, invalid-input (a staff number twice: unique key). */
export function addPerson(
  actor: Actor,
  input: { key: Key } & AddPersonInput,
  office: Office,
): Promise<{ id: Id<'person'> }> {
  return administer(office, actor, input.key, async ({ sql, record }) => {
    const post = requireEntitled(actor, 'organise', null);
    const { code, name, email, phone, language } = input;
    const id = newId('person');
    try {
      await new PersonRepository(sql).insert({ id, code, name, email, phone, language });
    } catch (error) {
      if (faultCode(error) !== 'ER_DUP_ENTRY') throw error;
      throw new Refused('invalid-input', { fields: [fieldError('code', 'duplicate')] });
    }
    record('personAdded', post, { person: id, code, name });
    return { id };
  });
}

/** Changes name and ways to reach a person. Refused: not-entitled, not-found. */
export function changePerson(
  actor: Actor,
  input: { personId: Id<'person'>; key: Key } & ChangePersonInput,
  office: Office,
): Promise<{ id: Id<'person'> }> {
  return administer(office, actor, input.key, async ({ sql, record }) => {
    const post = requireEntitled(actor, 'organise', null);
    const people = new PersonRepository(sql);
    const known = await people.find(input.personId, true);
    if (!known) throw new Refused('not-found');
    const { name, email, phone, language } = input;
    await people.change({ id: known.id, name, email, phone, language });
    const before = { name: known.name, email: known.email, phone: known.phone, language: known.language };
    record('personChanged', post, { person: known.id, before, after: { name, email, phone, language } });
    return { id: known.id };
  });
}

/**
 * 请假, 出差: notes that a person is away from `from` to `to`, both included. By themselves, the manager of their body or
 * the system administrator. Refused: not-found, not-entitled, invalid-input (days in the wrong order).
 */
export function noteLeave(
  actor: Actor,
  input: { personId: Id<'person'>; key: Key } & NoteLeaveInput,
  office: Office,
): Promise<{ id: Id<'absence'> }> {
  return administer(office, actor, input.key, async (administration) => {
    const { sql, record, now } = administration;
    const post = await requireNotesLeave(actor, input.personId, administration);
    if (input.to < input.from) throw new Refused('invalid-input', { fields: [fieldError('to', 'before-start')] });
    const id = newId('absence');
    await new PersonRepository(sql).noteLeave({
      id,
      personId: input.personId,
      from: input.from as LegalDate,
      to: input.to as LegalDate,
      reason: input.reason,
      cancelled: false,
      by: actor.personId,
      at: now,
    });
    record('leaveNoted', post, { leave: id, person: input.personId, from: input.from, to: input.to });
    return { id };
  });
}

/** Takes a note of leave back; it stays on record. Refused as noteLeave, and leave-cancelled. */
export function cancelLeave(
  actor: Actor,
  input: { leaveId: Id<'absence'>; key: Key },
  office: Office,
): Promise<{ id: Id<'absence'> }> {
  return administer(office, actor, input.key, async (administration) => {
    const { sql, record, now } = administration;
    const people = new PersonRepository(sql);
    const leave = await people.findLeave(input.leaveId);
    if (!leave) throw new Refused('not-found');
    const post = await requireNotesLeave(actor, leave.personId, administration);
    if (leave.cancelled) throw new Refused('leave-cancelled');
    await people.cancelLeave(leave.id, actor.personId, now);
    record('leaveCancelled', post, { leave: leave.id, person: leave.personId });
    return { id: leave.id };
  });
}

async function requireNotesLeave(actor: Actor, person: Id<'person'>, { sql, today }: Administration): Promise<Post> {
  const people = new PersonRepository(sql);
  const known = await people.find(person);
  const atWork = { id: person, organisations: await people.organisations(person, today) };
  if (!known || !entitled(actor, 'read-person', atWork).allowed) throw new Refused('not-found');
  return requireEntitled(actor, 'note-leave', atWork);
}
