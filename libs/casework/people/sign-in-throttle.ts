import { Refused } from '../../contracts/errors';

const window = 5 * 60_000;
const remembered = 10_000;

/** Failures within the window after which tries are slowed, and how far apart they are let through from then on. */
interface Rule {
  failures: number;
  /** Milliseconds between two tries; null: none until the window is over. */
  apart: number | null;
}
const rules = {
  pair: { failures: 10, apart: null },
  account: { failures: 30, apart: 10_000 },
  address: { failures: 100, apart: 1_000 },
} as const satisfies Record<string, Rule>;

interface Count {
  failures: number;
  since: number;
  lastTry: number;
}

/**
 * Failed sign-ins, in this process. One account from one address: closed for the rest of the window after 10. One
 * account from anywhere, or one address on any account: slowed to a trickle, never closed, and only for pairs that
 * have not signed in before; so nobody who knows their password is kept out by others who guess, not even when a
 * whole ministry shares one address. Unknown names are counted like known ones.
 */
export class SignInThrottle {
  private readonly counts = new Map<string, Count>();
  /** Pairs that have signed in: others' failures do not slow them. */
  private readonly trusted = new Set<string>();

  constructor(private readonly now: () => number) {}

  /** Refused: too-many-attempts, with the seconds to wait. */
  check(account: string, address: string): void {
    const pair = `p${account}\u0000${address}`;
    this.checkOne(pair, rules.pair);
    if (this.trusted.has(pair)) return;
    this.checkOne(`a${account}`, rules.account);
    this.checkOne(`n${address}`, rules.address);
  }

  fail(account: string, address: string): void {
    for (const key of [`p${account}\u0000${address}`, `a${account}`, `n${address}`]) {
      const known = this.fresh(key);
      if (known) known.failures += 1;
      else {
        forgetOldest(this.counts);
        this.counts.set(key, { failures: 1, since: this.now(), lastTry: this.now() });
      }
    }
  }

  succeed(account: string, address: string): void {
    const pair = `p${account}\u0000${address}`;
    this.counts.delete(pair);
    this.trusted.delete(pair);
    forgetOldest(this.trusted);
    this.trusted.add(pair);
  }

  get size(): number {
    return this.counts.size;
  }

  private checkOne(key: string, rule: Rule): void {
    const known = this.fresh(key);
    if (!known || known.failures < rule.failures) return;
    const opens = rule.apart === null ? known.since + window : known.lastTry + rule.apart;
    const wait = opens - this.now();
    if (wait > 0) throw new Refused('too-many-attempts', { facts: { retryAfter: Math.ceil(wait / 1000) } });
    known.lastTry = this.now();
  }

  private fresh(key: string): Count | undefined {
    const known = this.counts.get(key);
    if (known && this.now() - known.since > window) {
      this.counts.delete(key);
      return undefined;
    }
    return known;
  }
}

function forgetOldest(kept: Map<string, unknown> | Set<string>): void {
  if (kept.size < remembered) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}
