import type { ReinstatedAccount, SuspendedAccount } from '../../contracts/api/people';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import type { NotificationCode } from '../../contracts/words/notifications';
import { keepers } from '../../domain/people/administering';
import { entitled, requireEntitled } from '../../domain/people/entitlement';
import { administrators } from '../../domain/people/granting';
import { FeedRepository } from '../../persistence/deadlines/feed-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { AdministratorRepository } from '../../persistence/people/administrator-repository';
import { PersonRepository } from '../../persistence/people/person-repository';
import { SuspensionRepository } from '../../persistence/people/suspension-repository';
import { TransferRepository } from '../../persistence/people/transfer-repository';
import type { Office } from '../office';
import type { Key } from '../once';
import { administer, type Administration } from './administration';
import { requireConfirmed } from './confirmed';

interface Input {
  personId: Id<'person'>;
  reason: string;
  key: Key;
}

/**
 * 停用: the accounts of a person open nothing from now on. All their sessions end, the address of their calendar, codes
 * that wait, and tokens of programs that are theirs or that they made. Posts, tasks and the record stay as they are; the
 * person and the other administrators are told. Refused: not-entitled, second-person (oneself), step-up-needed,
 * not-found, account-unset, account-suspended, last-administrator.
 */
export function suspendAccount(actor: Actor, input: Input, office: Office): Promise<SuspendedAccount> {
  return administer(office, actor, input.key, async (administration) => {
    const { sql, record, today } = administration;
    const { personId, reason } = input;
    requireEntitled(actor, 'suspend-account', { personId, suspended: false, last: false });
    const at = office.machineNow();
    const all = new AdministratorRepository(sql);
    await all.lock();
    const suspensions = await lockAccounts(administration, personId);
    const suspended = (await suspensions.find(personId)) !== undefined;
    const last = (await all.onlyHolder(personId, keepers, today)) !== undefined;
    const post = requireEntitled(actor, 'suspend-account', { personId, suspended, last });
    requireConfirmed(actor);
    await suspensions.begin(personId, actor.personId, reason, at);
    const endedSessions = await suspensions.endSessions(personId);
    const revokedTokens = await suspensions.revokeTokens(personId, at);
    const endedCodes = await suspensions.endActivations(personId, at);
    await new FeedRepository(sql).end(personId);
    const heldTasks = await new TransferRepository(sql).held(personId);
    await announce(administration, actor, personId, 'account-suspended', reason);
    record('accountSuspended', post, { person: personId, reason, endedSessions, revokedTokens, endedCodes });
    return { personId, endedSessions, revokedTokens, heldTasks };
  });
}

/**
 * 恢复: the person may sign in again, as they did before or, with `newPassword`, once they have set another; what ended
 * stays ended. By somebody else than who suspended.
 * Refused: not-entitled, second-person (oneself, or one's own suspension), step-up-needed, not-found, account-unset,
 * account-not-suspended.
 */
export function reinstateAccount(
  actor: Actor,
  input: Input & { newPassword: boolean },
  office: Office,
): Promise<ReinstatedAccount> {
  return administer(office, actor, input.key, async (administration) => {
    const { record } = administration;
    const { personId, reason, newPassword } = input;
    const asked = entitled(actor, 'reinstate-account', { personId, suspendedBy: null });
    if (!asked.allowed && asked.because === 'not-entitled') throw new Refused(asked.because);
    const suspensions = await lockAccounts(administration, personId);
    const standing = await suspensions.find(personId);
    const post = requireEntitled(actor, 'reinstate-account', { personId, suspendedBy: standing?.by ?? null });
    requireConfirmed(actor);
    await suspensions.end(personId, actor.personId, reason, office.machineNow());
    if (newPassword) await suspensions.clearPasswords(personId);
    await announce(administration, actor, personId, 'account-reinstated', reason);
    record('accountReinstated', post, { person: personId, reason, newPassword });
    return { personId };
  });
}

async function lockAccounts({ sql }: Administration, personId: Id<'person'>): Promise<SuspensionRepository> {
  if (!(await new PersonRepository(sql).find(personId, true))) throw new Refused('not-found');
  const suspensions = new SuspensionRepository(sql);
  if ((await suspensions.lockAccounts(personId)).length === 0) throw new Refused('account-unset');
  return suspensions;
}

/** To the person, and to all administrators but who does it. */
async function announce(
  { sql, now, today }: Administration,
  actor: Actor,
  about: Id<'person'>,
  code: NotificationCode,
  reason: string,
): Promise<void> {
  const people = new PersonRepository(sql);
  const nameOf = async (id: Id<'person'>) => (await people.find(id))?.name ?? { zh: '', en: '' };
  const told = new Set([about, ...(await new AdministratorRepository(sql).holders(administrators, today))]);
  told.delete(actor.personId);
  const params = { person: await nameOf(about), by: await nameOf(actor.personId), note: reason };
  await new NotificationRepository(sql).add(
    [...told].map((personId) => ({ personId, caseId: null, code, params, at: now })),
  );
}
