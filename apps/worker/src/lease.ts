import type { Database } from '../../../libs/persistence/database';
import { LeaseRepository } from '../../../libs/persistence/watchdog/lease-repository';
import type { Logger } from '../../../libs/platform/log';
import { Loop } from './loop';

export interface LeaseSettings {
  database: Database;
  name: string;
  /** This worker among others. */
  holder: string;
  /** Milliseconds it lasts without being taken again. */
  lasts: number;
}

/** The right to do what only one of several workers does at a time. */
export class Lease {
  constructor(private readonly settings: LeaseSettings) {}

  /** Takes it, or renews it; false while another worker has it. */
  take(): Promise<boolean> {
    const { database, name, holder, lasts } = this.settings;
    return database.transaction((sql) => new LeaseRepository(sql).take(name, holder, lasts));
  }

  /** Does the work with the lease held: some work takes longer than any lease, and a dead worker is soon to be followed by another. */
  async held<T>(work: () => Promise<T>): Promise<T> {
    let renewal: Promise<unknown> = Promise.resolve();
    const renew = (): void => void (renewal = this.take().catch(() => false));
    const timer = setInterval(renew, this.settings.lasts / 3);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      // One that is on its way must not take back what is released next.
      await renewal;
    }
  }

  /** Gives it up at once. A database that is away keeps it until it ends by itself. */
  async release(): Promise<void> {
    const { database, name, holder } = this.settings;
    await database.transaction((sql) => new LeaseRepository(sql).release(name, holder)).catch(() => undefined);
  }
}

export interface LeasedLoopSettings extends LeaseSettings {
  log: Logger;
  /** Milliseconds until it is asked again whether the lease is free. */
  lookAgain: number;
  /** One round under the lease, however long; gives the milliseconds until the next. */
  step: () => Promise<number>;
}

/** A loop whose rounds one worker at a time does. */
export class LeasedLoop {
  private readonly lease: Lease;
  private readonly loop: Loop;

  constructor(settings: LeasedLoopSettings) {
    const { name, log, lookAgain, step } = settings;
    this.lease = new Lease(settings);
    this.loop = new Loop({
      name,
      log,
      step: async () => ((await this.lease.take()) ? this.lease.held(step) : lookAgain),
    });
  }

  start(): void {
    this.loop.start();
  }

  /** Resolves when the running round has come to its end and the lease is given up. */
  async stop(): Promise<void> {
    await this.loop.stop();
    await this.lease.release();
  }
}
