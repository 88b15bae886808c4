import { createHash, randomBytes } from 'node:crypto';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { SystemEventType } from '../../contracts/system-events';
import { newId } from '../../persistence/bytes';
import { AccountRepository, type Account } from '../../persistence/people/account-repository';
import { SecondFactorRepository } from '../../persistence/people/second-factor-repository';
import { SessionRepository, type Session, type Whence } from '../../persistence/people/session-repository';
import { SuspensionRepository } from '../../persistence/people/suspension-repository';
import type { Sql } from '../../persistence/sql';
import { unseal } from '../../platform/sign-in/sealing';
import type { SignInSettings } from '../../platform/sign-in/settings';
import { periodOfCode } from '../../platform/sign-in/totp';
import type { Office } from '../office';
import { PasswordChecks } from './password-checks';
import { SignInThrottle } from './sign-in-throttle';

const hour = 3_600_000;
const pendingFor = 10 * 60_000;
const seenEvery = 60_000;

/** Where a request came from, for list and log. */
export interface Caller extends Whence {
  requestId: string;
}
/** A session with the token behind its cookie. */
export interface Entered {
  token: string;
  session: Session;
}
/** What a new session, or one that goes on under a new id, is opened by. */
export interface NewToken {
  token: string;
  csrfToken: string;
}

const newToken = (): NewToken => ({
  token: randomBytes(32).toString('base64url'),
  csrfToken: randomBytes(24).toString('base64url'),
});
/** Codes and tokens that are random enough to need no slow hash. */
export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const plainCode = (code: string): string => code.replaceAll('-', '').toLowerCase();

/** The way in: password, second step, confirmation for signing. Throttled; every answer is logged. */
export class SignIn {
  readonly throttle: SignInThrottle;

  constructor(
    readonly office: Office,
    readonly settings: SignInSettings,
    readonly checks: PasswordChecks = new PasswordChecks(),
  ) {
    this.throttle = new SignInThrottle(office.database, office.machineNow, settings.credentialsKey);
  }

  /**
   * Checks name and password and begins a session, which is `pending` where a second step is set. Refused:
   * wrong-credentials, in the same time whether the name is known or not; too-many-attempts; account-suspended, told to
   * whoever knows the password.
   */
  async begin(username: string, password: string, caller: Caller): Promise<{ token: string; pending: boolean }> {
    let asked: Account | undefined;
    const account = await this.throttle.guard('password', username, caller.address, async () => {
      asked = await this.office.database.read((sql) => new AccountRepository(sql).byName(username));
      return (await this.checks.matches(asked?.passwordHash, password)) ? (asked ?? null) : null;
    });
    if (!account) {
      // What was typed as a name may be a password: it is not written down.
      await this.log('signInRefused', asked ?? null, caller, { by: 'password' });
      throw new Refused('wrong-credentials');
    }
    return this.open(account, caller, 'password');
  }

  /** Begins a session of an account whose holder is known by now. Refused: account-suspended. */
  async open(
    account: Account,
    caller: Caller,
    by: 'password' | 'outside' | 'activation',
  ): Promise<{ token: string; pending: boolean }> {
    const now = this.office.machineNow();
    const { token, csrfToken } = newToken();
    const opened = await this.office.database.transaction(async (sql) => {
      if (!(await new SuspensionRepository(sql).lockOpen(account.id))) return null;
      const factor = await new SecondFactorRepository(sql).find(account.id);
      const pending = factor !== undefined && factor.confirmedAt !== null;
      const sessions = new SessionRepository(sql);
      await sessions.sweep(now);
      await sessions.insert({
        token,
        csrfToken,
        accountId: account.id,
        personId: account.personId,
        createdAt: now,
        expiresAt: now + (pending ? pendingFor : this.settings.sessionHours * hour),
        handle: newId('session'),
        confirmedAt: by === 'outside' || pending ? null : now,
        pending,
        whence: { address: caller.address.slice(0, 64), agent: caller.agent.slice(0, 200) },
      });
      if (!pending) await this.write(sql, 'signedIn', account.personId, caller, { by });
      return { token, pending };
    });
    if (opened) return opened;
    await this.log('signInRefused', account, caller, { by, suspended: true });
    throw new Refused('account-suspended');
  }

  /**
   * The second step: the session goes on under a new id. Refused: not-signed-in (no session waits for one), wrong-code,
   * too-many-attempts.
   */
  async secondStep(token: string, code: string, caller: Caller): Promise<{ token: string }> {
    const session = await this.office.database.read((sql) =>
      new SessionRepository(sql).find(token, this.office.machineNow()),
    );
    if (!session?.pending) throw new Refused('not-signed-in');
    const by = await this.throttle.guard('code', session.accountId.toString('hex'), caller.address, () =>
      this.useCode(session.accountId, code),
    );
    if (by === null) {
      await this.log('secondStepRefused', session, caller, {});
      throw new Refused('wrong-code');
    }
    const now = this.office.machineNow();
    const next = newToken();
    await this.office.database.transaction(async (sql) => {
      const expiresAt = now + this.settings.sessionHours * hour;
      const renewed = await new SessionRepository(sql).renew(token, { ...next, confirmedAt: now, expiresAt });
      if (!renewed) throw new Refused('not-signed-in');
      await this.write(sql, 'signedIn', session.personId, caller, { by: 'second-step', code: by });
      if (by === 'recovery') await this.write(sql, 'recoveryCodeUsed', session.personId, caller, {});
    });
    return { token: next.token };
  }

  /**
   * Confirms password or code in a session, which goes on under a new id: for some minutes it may sign. Refused:
   * wrong-confirmation, too-many-attempts.
   */
  async stepUp(
    { token, session }: Entered,
    given: { password?: string; code?: string },
    caller: Caller,
  ): Promise<{ token: string }> {
    const right = await this.throttle.guard(
      'confirmation',
      session.accountId.toString('hex'),
      caller.address,
      async () => {
        const found =
          given.code === undefined
            ? await this.isPassword(session.accountId, given.password ?? '')
            : (await this.useCode(session.accountId, given.code)) === 'authenticator';
        return found || null;
      },
    );
    if (!right) {
      await this.log('stepUpRefused', session, caller, { by: given.code === undefined ? 'password' : 'code' });
      throw new Refused('wrong-confirmation');
    }
    return this.renew({ token, session }, (sql) =>
      this.write(sql, 'stepUpConfirmed', session.personId, caller, {
        by: given.code === undefined ? 'password' : 'code',
      }),
    );
  }

  /** A new id for a session whose person has just shown who they are; `and` belongs to the same commit, log last. */
  async renew({ token }: Entered, and: (sql: Sql) => Promise<void>): Promise<{ token: string }> {
    const next = newToken();
    const confirmedAt = this.office.machineNow();
    await this.office.database.transaction(async (sql) => {
      if (!(await new SessionRepository(sql).renew(token, { ...next, confirmedAt, expiresAt: null })))
        throw new Refused('not-signed-in');
      await and(sql);
    });
    return { token: next.token };
  }

  /** Whether the person has shown who they are lately enough to sign; always, where it is not asked for. */
  mayConfirm(session: Session): boolean {
    const { stepUpMinutes } = this.settings;
    return stepUpMinutes === 0 || this.confirmedWithin(session, stepUpMinutes);
  }

  /** Refused: step-up-needed. For changes of credentials it is asked for everywhere. */
  requireConfirmed(session: Session): void {
    if (!this.confirmedWithin(session, this.settings.stepUpMinutes || 5)) throw new Refused('step-up-needed');
  }

  private confirmedWithin(session: Session, minutes: number): boolean {
    return session.confirmedAt !== null && this.office.machineNow() - session.confirmedAt < minutes * 60_000;
  }

  /** Notes that a session is in use, once a minute at most. */
  async seen({ token, session }: Entered): Promise<void> {
    const now = this.office.machineNow();
    if (now - session.lastSeenAt < seenEvery) return;
    const minute = Math.floor(now / seenEvery) * seenEvery;
    await this.office.database.transaction((sql) => new SessionRepository(sql).seen(token, minute));
  }

  isIdle(session: Session): boolean {
    return this.office.machineNow() - session.lastSeenAt >= this.settings.idleMinutes * 60_000 + seenEvery;
  }

  async signOut({ token, session }: Entered, caller: Caller): Promise<void> {
    await this.office.database.transaction(async (sql) => {
      await new SessionRepository(sql).end(token);
      await this.write(sql, 'sessionsEnded', session.personId, caller, { ended: 1 });
    });
  }

  async end(token: string): Promise<void> {
    await this.office.database.transaction((sql) => new SessionRepository(sql).end(token));
  }

  async isPassword(accountId: Buffer, password: string): Promise<boolean> {
    const account = await this.office.database.read((sql) => new AccountRepository(sql).find(accountId));
    return this.checks.matches(account?.passwordHash, password);
  }

  /** What the code was, used up; null where it is none, or was used before. */
  private async useCode(accountId: Buffer, code: string): Promise<'authenticator' | 'recovery' | null> {
    const now = this.office.machineNow();
    return this.office.database.transaction(async (sql) => {
      const factors = new SecondFactorRepository(sql);
      if (!/^\d{6}$/.test(code))
        return (await factors.useRecoveryCode(accountId, digestOf(plainCode(code)), now)) ? 'recovery' : null;
      const factor = await factors.find(accountId);
      if (!factor || factor.confirmedAt === null) return null;
      const period = periodOfCode(this.keyOf(accountId, factor.sealedKey), code, now);
      return period !== null && (await factors.usePeriod(accountId, period)) ? 'authenticator' : null;
    });
  }

  keyOf(accountId: Buffer, sealedKey: Buffer): Buffer {
    return unseal(this.sealingKey(), sealedKey, accountId.toString('hex'));
  }

  sealingKey(): Buffer {
    const { credentialsKey } = this.settings;
    if (credentialsKey === null) throw new Error('CREDENTIALS_KEY is not set');
    return credentialsKey;
  }

  /** Last in its unit of work. */
  write(sql: Sql, type: SystemEventType, person: Id<'person'> | null, caller: Caller, more: object): Promise<void> {
    const { address, requestId } = caller;
    return this.office.log.write(
      sql,
      [{ type, payload: { actor: { person, request: requestId }, address, ...more } }],
      this.office.machineNow(),
    );
  }

  /** In a commit of its own: what was refused leaves a trace too. */
  log(type: SystemEventType, who: { personId: Id<'person'> } | null, caller: Caller, more: object): Promise<void> {
    return this.office.database.transaction((sql) => this.write(sql, type, who?.personId ?? null, caller, more));
  }
}
