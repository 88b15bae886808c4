import { Refused } from '../../contracts/errors';

const allowed = 10;
const window = 5 * 60_000;
const remembered = 10_000;

/** Failures by account and address: a guesser is slowed down, and nobody else is locked out. */
export class Throttle {
  private readonly failures = new Map<string, { count: number; since: number }>();

  constructor(private readonly now: () => number) {}

  /** Refused as `too-many-attempts`. */
  check(key: string): void {
    const known = this.failures.get(key);
    if (!known) return;
    if (this.now() - known.since > window) this.failures.delete(key);
    else if (known.count >= allowed) throw new Refused('too-many-attempts');
  }

  fail(key: string): void {
    const known = this.failures.get(key);
    if (known) known.count += 1;
    else {
      const oldest = this.failures.size >= remembered ? this.failures.keys().next().value : undefined;
      if (oldest !== undefined) this.failures.delete(oldest);
      this.failures.set(key, { count: 1, since: this.now() });
    }
  }

  forget(key: string): void {
    this.failures.delete(key);
  }
}
