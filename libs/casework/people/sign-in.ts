import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Refused } from '../../contracts/errors';
import { SessionRepository } from '../../persistence/people/session-repository';
import type { Office } from '../office';
import { Throttle } from './throttle';

const argonAtOnce = 2;
const argonWaiting = 40;
const hour = 3_600_000;

/** Password checks of one process: argon2 is bounded, so that a flood of sign-ins cannot take the machine. */
export class SignIn {
  private running = 0;
  private readonly queue: (() => void)[] = [];
  private readonly throttle: Throttle;
  private decoy: Promise<string> | null = null;

  constructor(
    private readonly office: Office,
    private readonly sessionHours: number,
  ) {
    this.throttle = new Throttle(office.machineNow);
  }

  /**
   * Checks name and password and begins a session. Refused as `wrong-credentials` in the same time whether the name is
   * known or not, `too-many-attempts` for a flood or after repeated failures from one address on one account.
   */
  async begin(username: string, password: string, address: string): Promise<{ token: string }> {
    const key = `${username}\u0000${address}`;
    this.throttle.check(key);
    const account = await this.office.database.read((sql) => new SessionRepository(sql).account(username));
    const right = await this.bounded(async () => verify(account?.passwordHash ?? (await this.decoyHash()), password));
    if (!account || !right) {
      this.throttle.fail(key);
      throw new Refused('wrong-credentials');
    }
    this.throttle.forget(key);
    const token = randomBytes(32).toString('base64url');
    const createdAt = this.office.machineNow();
    await this.office.database.transaction((sql) =>
      new SessionRepository(sql).insert({
        token,
        accountId: account.id,
        personId: account.personId,
        csrfToken: randomBytes(24).toString('base64url'),
        createdAt,
        expiresAt: createdAt + this.sessionHours * hour,
      }),
    );
    return { token };
  }

  async end(token: string): Promise<void> {
    await this.office.database.transaction((sql) => new SessionRepository(sql).end(token));
  }

  /** An unknown name costs the same check as a known one. */
  private decoyHash(): Promise<string> {
    this.decoy ??= hash(randomBytes(16));
    return this.decoy;
  }

  private async bounded<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= argonAtOnce) {
      if (this.queue.length >= argonWaiting) throw new Refused('too-many-attempts');
      await new Promise<void>((resolve) => this.queue.push(resolve));
    }
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.queue.shift()?.();
    }
  }
}
