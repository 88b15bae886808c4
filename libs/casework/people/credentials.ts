import { randomBytes } from 'node:crypto';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import { guessesOf } from '../../domain/people/guesses';
import { whyNotPassword } from '../../domain/people/password';
import { AccountRepository, type Account } from '../../persistence/people/account-repository';
import { SecondFactorRepository } from '../../persistence/people/second-factor-repository';
import { SessionRepository } from '../../persistence/people/session-repository';
import type { Sql } from '../../persistence/sql';
import { seal } from '../../platform/sign-in/sealing';
import { enrolment, periodOfCode } from '../../platform/sign-in/totp';

import { digestOf, type Caller, type Entered, type SignIn } from './sign-in';

const recoveryCodeCount = 10;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Refused: invalid-input at `path`, with the reason. */
export function requirePassword(path: string, password: string, username: string): void {
  const why = whyNotPassword(password, username, guessesOf);
  if (why) throw new Refused('invalid-input', { fields: [fieldError(path, why)] });
}

async function accountOf(signIn: SignIn, { session }: Entered): Promise<Account> {
  const account = await signIn.office.database.read((sql) => new AccountRepository(sql).find(session.accountId));
  if (!account) throw new Refused('not-signed-in');
  return account;
}

/**
 * Changes one's password: every other session ends, this one goes on under a new id. Refused: step-up-needed,
 * wrong-confirmation, too-many-attempts, invalid-input.
 */
export async function changePassword(
  signIn: SignIn,
  entered: Entered,
  input: { current: string; next: string },
  caller: Caller,
): Promise<{ token: string }> {
  signIn.requireConfirmed(entered.session);
  const account = await accountOf(signIn, entered);
  requirePassword('next', input.next, account.username);
  const right = await signIn.throttle.guard(
    'confirmation',
    account.id.toString('hex'),
    caller.address,
    async () => (await signIn.checks.matches(account.passwordHash, input.current)) || null,
  );
  if (!right) {
    await signIn.log('passwordChangeRefused', entered.session, caller, {});
    throw new Refused('wrong-confirmation');
  }
  if (input.next === input.current)
    throw new Refused('invalid-input', { fields: [fieldError('next', 'password-same')] });
  const passwordHash = await signIn.checks.hash(input.next);
  return signIn.renew(entered, async (sql) => {
    await new AccountRepository(sql).setPassword(account.id, passwordHash, signIn.office.machineNow());
    const ended = await new SessionRepository(sql).endOthers(account.id, entered.session.id);
    await signIn.write(sql, 'passwordChanged', account.personId, caller, { ended });
  });
}

/** Makes a key for an authenticator; it counts once a code of it is confirmed. Refused: step-up-needed, second-factor-set. */
export async function beginSecondFactor(signIn: SignIn, entered: Entered): Promise<{ key: string; uri: string }> {
  signIn.requireConfirmed(entered.session);
  const account = await accountOf(signIn, entered);
  const key = randomBytes(20);
  const sealed = seal(signIn.sealingKey(), key, account.id.toString('hex'));
  const put = await signIn.office.database.transaction((sql) =>
    new SecondFactorRepository(sql).put(account.id, sealed, signIn.office.machineNow()),
  );
  if (!put) throw new Refused('second-factor-set');
  return enrolment(key, account.username);
}

/**
 * Puts the key in use and makes recovery codes, shown this once; other sessions end. Refused: step-up-needed,
 * second-factor-unset, second-factor-set, wrong-code, too-many-attempts.
 */
export async function confirmSecondFactor(
  signIn: SignIn,
  entered: Entered,
  code: string,
  caller: Caller,
): Promise<{ token: string; codes: string[] }> {
  signIn.requireConfirmed(entered.session);
  const { accountId, personId } = entered.session;
  const factor = await signIn.office.database.read((sql) => new SecondFactorRepository(sql).find(accountId));
  if (!factor) throw new Refused('second-factor-unset');
  if (factor.confirmedAt !== null) throw new Refused('second-factor-set');
  const now = signIn.office.machineNow();
  const period = await signIn.throttle.guard('code', accountId.toString('hex'), caller.address, () =>
    Promise.resolve(periodOfCode(signIn.keyOf(accountId, factor.sealedKey), code, now)),
  );
  if (period === null) throw new Refused('wrong-code');
  const codes = newRecoveryCodes();
  const { token } = await signIn.renew(entered, async (sql) => {
    const factors = new SecondFactorRepository(sql);
    if (!(await factors.usePeriod(accountId, period))) throw new Refused('wrong-code');
    await factors.confirm(accountId, now);
    await factors.putRecoveryCodes(accountId, codes.map(hashOf));
    const ended = await new SessionRepository(sql).endOthers(accountId, entered.session.id);
    await signIn.write(sql, 'secondStepSet', personId, caller, { ended });
  });
  return { token, codes };
}

/** Takes the second step away. Refused: step-up-needed, second-factor-unset. */
export function removeSecondFactor(signIn: SignIn, entered: Entered, caller: Caller): Promise<{ token: string }> {
  signIn.requireConfirmed(entered.session);
  const { accountId, personId } = entered.session;
  return signIn.renew(entered, async (sql) => {
    if (!(await new SecondFactorRepository(sql).remove(accountId))) throw new Refused('second-factor-unset');
    await signIn.write(sql, 'secondStepRemoved', personId, caller, {});
  });
}

/** New recovery codes, shown this once; those before end. Refused: step-up-needed, second-factor-unset. */
export async function remakeRecoveryCodes(signIn: SignIn, entered: Entered, caller: Caller): Promise<string[]> {
  signIn.requireConfirmed(entered.session);
  const { accountId, personId } = entered.session;
  if (!entered.session.hasSecondFactor) throw new Refused('second-factor-unset');
  const codes = newRecoveryCodes();
  await signIn.office.database.transaction(async (sql) => {
    await new SecondFactorRepository(sql).putRecoveryCodes(accountId, codes.map(hashOf));
    await signIn.write(sql, 'recoveryCodesMade', personId, caller, {});
  });
  return codes;
}

/** Ends one of my sessions. Refused: not-found. */
export async function endSession(
  signIn: SignIn,
  { session }: Entered,
  id: Id<'session'>,
  caller: Caller,
): Promise<void> {
  await endSome(signIn, session.personId, caller, async (sql) => {
    if (!(await new SessionRepository(sql).endOne(session.accountId, id))) throw new Refused('not-found');
    return 1;
  });
}

/** Ends all my sessions but this one; answers how many. */
export const endOtherSessions = (signIn: SignIn, { session }: Entered, caller: Caller): Promise<number> =>
  endSome(signIn, session.personId, caller, (sql) =>
    new SessionRepository(sql).endOthers(session.accountId, session.id),
  );

const endSome = (
  signIn: SignIn,
  person: Id<'person'>,
  caller: Caller,
  work: (sql: Sql) => Promise<number>,
): Promise<number> =>
  signIn.office.database.transaction(async (sql) => {
    const ended = await work(sql);
    await signIn.write(sql, 'sessionsEnded', person, caller, { ended });
    return ended;
  });

/** 80 random bits each, as people copy them. */
function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const signs = [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('');
    return (signs.match(/.{4}/g) ?? []).join('-');
  });
}
const hashOf = (code: string): Buffer => digestOf(code.replaceAll('-', ''));
