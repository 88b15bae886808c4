import { randomBytes } from 'node:crypto';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { requireEntitled } from '../../domain/people/entitlement';
import { newId } from '../../persistence/bytes';
import { faultCode } from '../../persistence/database';
import { AccountRepository, type Account } from '../../persistence/people/account-repository';
import { PersonRepository } from '../../persistence/people/person-repository';
import { PostRepository } from '../../persistence/people/post-repository';
import { SecondFactorRepository } from '../../persistence/people/second-factor-repository';
import { SessionRepository } from '../../persistence/people/session-repository';
import { UnitRepository } from '../../persistence/people/unit-repository';
import { SuspensionRepository } from '../../persistence/people/suspension-repository';
import type { Sql } from '../../persistence/sql';
import { actorFacts } from '../cases/case-work';
import { legalNow } from '../deadlines/seed-clock';
import type { Office } from '../office';
import type { Key } from '../once';
import { administer } from './administration';
import { requireConfirmed } from './confirmed';
import { requirePassword } from './credentials';
import { PasswordChecks } from './password-checks';
import { digestOf, type Caller, type SignIn } from './sign-in';

const activationDays = 3;
const day = 86_400_000;
/** The body whose people administer; an import may have named it before. */
const nationalBody = { code: 'nhc', name: { zh: '国家卫生健康委员会', en: 'National Health Commission' } };

/**
 * Makes a one-time code by which a person sets the password of an account, new or forgotten; the codes before end. It
 * is handed over in person and stored as a hash only. Refused: not-entitled, second-person, step-up-needed, not-found,
 * account-known, account-suspended, invalid-input (the user name is another's).
 */
export async function issueActivation(
  actor: Actor,
  input: { personId: Id<'person'>; username: string },
  office: Office,
): Promise<{ code: string; username: string; expiresAt: string }> {
  // Whoever grants posts would else be able to sign in as anybody who holds one: to themselves they issue nothing.
  const post = requireEntitled(actor, 'keep-accounts', { personId: input.personId });
  requireConfirmed(actor);
  const code = randomBytes(20).toString('base64url');
  const at = office.machineNow();
  const expiresAt = at + activationDays * day;
  await office.database.transaction(async (sql) => {
    if (!(await new PersonRepository(sql).find(input.personId, true))) throw new Refused('not-found');
    const account = await accountFor(sql, input.personId, input.username, at);
    if (!(await new SuspensionRepository(sql).lockOpen(account.id))) throw new Refused('account-suspended');
    await new AccountRepository(sql).putActivation({
      codeHash: digestOf(code),
      accountId: account.id,
      by: actor.personId,
      at,
      expiresAt,
    });
    const payload = { actor: actorFacts(actor, post), person: input.personId, account: input.username };
    await office.log.write(sql, [{ type: 'activationIssued', payload }], at);
  });
  return { code, username: input.username, expiresAt: new Date(expiresAt).toISOString() };
}

/**
 * Takes the second step of somebody who has lost their authenticator: their sessions end, and they sign in with the
 * password until they set another. Refused: not-entitled, second-person, step-up-needed, not-found, second-factor-unset.
 */
export function endSecondFactor(
  actor: Actor,
  input: { personId: Id<'person'>; key: Key },
  office: Office,
): Promise<{ personId: Id<'person'>; endedSessions: number }> {
  return administer(office, actor, input.key, async ({ sql, record }) => {
    const { personId } = input;
    const post = requireEntitled(actor, 'end-second-step', { personId });
    requireConfirmed(actor);
    if (!(await new PersonRepository(sql).find(personId, true))) throw new Refused('not-found');
    const account = await new AccountRepository(sql).ofPerson(personId);
    if (!account || !(await new SecondFactorRepository(sql).remove(account.id)))
      throw new Refused('second-factor-unset');
    const endedSessions = await new SessionRepository(sql).endOthers(account.id, null);
    record('secondStepTakenAway', post, { person: personId, ended: endedSessions });
    return { personId, endedSessions };
  });
}

/** The account of a person, made where there is none. Refused: account-known, invalid-input. */
export async function accountFor(sql: Sql, person: Id<'person'>, username: string, at: number): Promise<Account> {
  const accounts = new AccountRepository(sql);
  const known = await accounts.ofPerson(person);
  if (known && known.username !== username) throw new Refused('account-known');
  if (known) return known;
  try {
    return await accounts.insert(person, username, null, at);
  } catch (error) {
    if (faultCode(error) !== 'ER_DUP_ENTRY') throw error;
    throw new Refused('invalid-input', { fields: [fieldError('username', 'duplicate')] });
  }
}

/**
 * Sets a password with a one-time code: all sessions of the account end, and a new one begins, `pending` where a second
 * step is set. Refused: activation-ended, too-many-attempts, invalid-input.
 */
export async function activateAccount(
  signIn: SignIn,
  input: { code: string; password: string },
  caller: Caller,
): Promise<{ token: string; pending: boolean }> {
  const { office } = signIn;
  const codeHash = digestOf(input.code.trim());
  const at = office.machineNow();
  // Of no account in particular: from where codes are guessed is slowed, and nobody elsewhere.
  const account = await signIn.throttle.guard(
    'activation',
    null,
    caller.address,
    async () => (await office.database.read((sql) => new AccountRepository(sql).findActivation(codeHash, at))) ?? null,
  );
  if (!account) throw new Refused('activation-ended');
  requirePassword('password', input.password, account.username);
  const passwordHash = await signIn.checks.hash(input.password);
  await office.database.transaction(async (sql) => {
    const accounts = new AccountRepository(sql);
    if (!(await accounts.useActivation(codeHash, at))) throw new Refused('activation-ended');
    await accounts.setPassword(account.id, passwordHash, at);
    await new SessionRepository(sql).endOthers(account.id, null);
    await signIn.write(sql, 'accountActivated', account.personId, caller, {});
  });
  return signIn.open({ ...account, passwordHash }, caller, 'activation');
}

export interface FirstAdministrator {
  role: 'system-admin' | 'security-admin';
  username: string;
  password: string;
  name: { zh: string; en: string };
}

/**
 * The first administrator of each kind, from the command line: with both, people and posts are made by two persons. Refused:
 * account-known where anybody with such a post has an account, invalid-input.
 */
export async function createFirstAdministrator(
  office: Office,
  input: FirstAdministrator,
  checks = new PasswordChecks(),
): Promise<{ id: Id<'person'> }> {
  requirePassword('password', input.password, input.username);
  const passwordHash = await checks.hash(input.password);
  const at = office.machineNow();
  return office.database.transaction(async (sql) => {
    // Two at once meet at this row.
    await sql.row('SELECT id FROM clock WHERE id = 1 FOR UPDATE');
    const accounts = new AccountRepository(sql);
    if (await accounts.anyWithPost(input.role)) throw new Refused('account-known');
    const body = await new UnitRepository(sql).keepOrganisation('nhc', nationalBody);
    const id = newId('person');
    await new PersonRepository(sql).insert({
      id,
      code: null,
      name: input.name,
      email: null,
      phone: null,
      language: 'zh',
    });
    const from = legalDateOf(await legalNow(sql, at), { zone: 'Asia/Shanghai' });
    const post = { id: newId('post'), personId: id, organisationId: body, unitId: null, role: input.role, pool: null };
    await new PostRepository(sql).insert({ ...post, from, to: null });
    await accounts.insert(id, input.username, passwordHash, at);
    const payload = { actor: 'command line', person: id, role: input.role };
    await office.log.write(sql, [{ type: 'firstAdministratorMade', payload }], at);
    return { id };
  });
}
