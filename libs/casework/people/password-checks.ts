import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Refused } from '../../contracts/errors';

const atOnce = 2;
const waitingAtMost = 40;
/** argon2 checks some 70 passwords a second on two cores: a full queue is over in about this. */
const queueSeconds = 2;

/** argon2 behind a bounded queue: a flood of sign-ins cannot take the machine, and what waits is bounded too. */
export class PasswordChecks {
  private running = 0;
  private readonly queue: (() => void)[] = [];
  private decoy: Promise<string> | null = null;

  constructor(
    private readonly argon: { hash: (text: string) => Promise<string>; verify: typeof verify } = { hash, verify },
  ) {}

  /** Whether it is the password; without a hash the same work is done for nothing. Refused: too-many-attempts. */
  async matches(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    const known = passwordHash?.startsWith('$argon2') === true;
    this.decoy ??= this.argon.hash(randomBytes(16).toString('hex'));
    const against = known ? passwordHash : await this.decoy;
    const right = await this.bounded(() => this.argon.verify(against, password));
    return known && right;
  }

  /** argon2id with the library's OWASP parameters. Refused: too-many-attempts. */
  hash(password: string): Promise<string> {
    return this.bounded(() => this.argon.hash(password));
  }

  private async bounded<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= atOnce) {
      if (this.queue.length >= waitingAtMost)
        throw new Refused('too-many-attempts', { facts: { retryAfter: queueSeconds } });
      await new Promise<void>((resolve) => this.queue.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      // The place is handed on: nobody who comes now slips in before those who wait.
      if (next) next();
      else this.running -= 1;
    }
  }
}
