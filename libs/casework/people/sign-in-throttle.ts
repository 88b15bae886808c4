import { createHmac } from 'node:crypto';
import { Refused } from '../../contracts/errors';
import type { Database } from '../../persistence/database';
import { SignInTryRepository, type Tries } from '../../persistence/people/sign-in-try-repository';
import { networkOf } from '../../platform/sign-in/network';

const minute = 60_000;
const window = 5 * minute;
const knownFor = 30 * 24 * 60 * minute;
const sweepEvery = 10_000;
/** More than all that argon2 lets through in the time between two sweeps. */
const sweptAtOnce = 5_000;

/** Failures within the window after which tries are slowed, and how far apart they are let through from then on. */
interface Rule {
  failures: number;
  /** Milliseconds between two tries; null: none until the window is over. */
  apart: number | null;
}
const rules = {
  pair: { failures: 10, apart: null },
  account: { failures: 30, apart: 10_000 },
  network: { failures: 100, apart: 1_000 },
} as const satisfies Record<string, Rule>;

/** What is guessed at. Each is counted apart: a user name can be typed that looks like any other key. */
export type Guessed = 'password' | 'code' | 'confirmation' | 'activation';

/** A try as it is counted: by account and network together, by account, by network. */
interface Counted {
  /** Null, both, where no account is named: to close a network for it would close a whole office. */
  pair: Buffer | null;
  account: Buffer | null;
  network: Buffer;
}

/**
 * Failed tries, counted in the database: for all processes together, and past a restart. One account from one network:
 * closed for the rest of the window after 10. One account from anywhere, or one network on any account: slowed to a
 * trickle, never closed, and only for pairs that have not signed in within 30 days; so nobody who knows their password
 * is kept out by others who guess, not even when a whole ministry shares one address. Unknown names are counted like
 * known ones. Keys are hashed with a secret: what is typed as a name may be a password.
 */
export class SignInThrottle {
  private sweptAt = 0;

  constructor(
    private readonly database: Database,
    private readonly now: () => number,
    private readonly secret: Buffer | null,
  ) {}

  /**
   * Runs a check that answers null for what is wrong, once the try is counted: any number at the same time are no more
   * than one after the other. A check that is not wrong, or breaks, is taken back. Refused: too-many-attempts, with the
   * seconds to wait; then the check is not run.
   */
  async guard<T>(
    guessed: Guessed,
    account: string | null,
    address: string,
    check: () => Promise<T | null>,
  ): Promise<T | null> {
    const counted = this.counted(guessed, account, networkOf(address));
    const ids = await this.take(counted);
    let found: T | null;
    try {
      found = await check();
    } catch (error) {
      await this.write((tries) => tries.takeBack(ids));
      throw error;
    }
    if (found !== null) await this.succeed(counted, ids);
    return found;
  }

  private counted(guessed: Guessed, account: string | null, network: string): Counted {
    const keyed = (...parts: string[]): Buffer =>
      createHmac('sha256', this.secret ?? '')
        .update(['sign-in-try', guessed, ...parts].join('\u0000'))
        .digest();
    return {
      pair: account === null ? null : keyed('pair', account, network),
      account: account === null ? null : keyed('account', account),
      network: keyed('network', network),
    };
  }

  /** Counts a try that may be made; answers where it was counted. */
  private async take(counted: Counted): Promise<Buffer[]> {
    await this.sweep();
    const now = this.now();
    const all = [counted.pair, counted.account, counted.network].filter((id) => id !== null);
    const known = await this.database.read((sql) => new SignInTryRepository(sql).find(all, now));
    const pair = counted.pair && known.get(counted.pair.toString('hex'));
    if (pair) this.requireOpen(pair, rules.pair);
    const trusted = (pair?.knownUntil ?? 0) > now;
    const ids = trusted && counted.pair ? [counted.pair] : all;
    await this.write(async (tries) => {
      if (!trusted) {
        if (counted.account) await this.requireTurn(tries, counted.account, known, rules.account);
        await this.requireTurn(tries, counted.network, known, rules.network);
      }
      await tries.count(ids, now, now - window, now + window);
      if (!counted.pair) return;
      // Its row is held now: those that came at the same moment, and saw the same above, go one after the other.
      const after = await tries.find([counted.pair], now);
      const most = { ...rules.pair, failures: rules.pair.failures + 1 };
      this.requireOpen(after.get(counted.pair.toString('hex')), most);
    });
    return ids;
  }

  private requireOpen(tries: Tries | undefined, rule: Rule): void {
    if (tries && this.isFull(tries, rule)) refuse(tries.since + window - this.now());
  }

  private async requireTurn(
    tries: SignInTryRepository,
    id: Buffer,
    known: ReadonlyMap<string, Tries>,
    rule: Rule & { apart: number },
  ): Promise<void> {
    const found = known.get(id.toString('hex'));
    if (!found || !this.isFull(found, rule)) return;
    const now = this.now();
    const wait = found.lastTry + rule.apart - now;
    if (wait > 0 || !(await tries.takeTurn(id, now, now - rule.apart))) refuse(Math.max(wait, 1_000));
  }

  private isFull(tries: Tries, rule: Rule): boolean {
    return tries.failures >= rule.failures && this.now() - tries.since <= window;
  }

  private succeed(counted: Counted, ids: readonly Buffer[]): Promise<void> {
    const now = this.now();
    return this.write(async (tries) => {
      await tries.takeBack(ids.filter((id) => id !== counted.pair));
      if (counted.pair) await tries.know(counted.pair, now, now + knownFor);
    });
  }

  private write(work: (tries: SignInTryRepository) => Promise<void>): Promise<void> {
    return this.database.transaction((sql) => work(new SignInTryRepository(sql)));
  }

  /** Housekeeping of whoever comes by; that it fails is no concern of theirs. */
  private async sweep(): Promise<void> {
    const now = this.now();
    if (now - this.sweptAt < sweepEvery) return;
    this.sweptAt = now;
    await this.database
      .transaction((sql) => new SignInTryRepository(sql).sweep(now, sweptAtOnce))
      .catch(() => undefined);
  }
}

const refuse = (wait: number): never => {
  throw new Refused('too-many-attempts', { facts: { retryAfter: Math.max(1, Math.ceil(wait / 1000)) } });
};
