import type { FileKeeping } from '../../../../activities';
import type { Database } from '../../../../libs/persistence/database';
import { LeaseRepository } from '../../../../libs/persistence/watchdog/lease-repository';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { Loop } from '../loop';

const lease = 'files';
/** Renewed while the work goes on, so that a dead worker is soon followed by another. */
const leaseFor = 60_000;
const lookAgain = 2_000;
const sweepEvery = 10 * 60_000;

export interface FileKeeperSettings {
  database: Database;
  keeping: FileKeeping;
  /** This worker among others. */
  holder: string;
  log: Logger;
  leaseMs?: number;
}

/** Scans what was uploaded and sweeps what was left behind, by one worker at a time. */
export class FileKeeper {
  private readonly loop: Loop;
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly settings: FileKeeperSettings) {
    this.loop = new Loop({ name: 'files', log: settings.log, step: () => this.step() });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    const { database, holder } = this.settings;
    await database.transaction((sql) => new LeaseRepository(sql).release(lease, holder)).catch(() => undefined);
  }

  private async step(): Promise<number> {
    return (await this.take()) ? this.renewing(() => this.work()) : lookAgain;
  }

  private take(): Promise<boolean> {
    const { database, holder, leaseMs = leaseFor } = this.settings;
    return database.transaction((sql) => new LeaseRepository(sql).take(lease, holder, leaseMs));
  }

  /** A large file takes a scanner longer than any lease. */
  private async renewing<T>(work: () => Promise<T>): Promise<T> {
    let renewal: Promise<unknown> = Promise.resolve();
    const renew = (): void => void (renewal = this.take().catch(() => false));
    const timer = setInterval(renew, (this.settings.leaseMs ?? leaseFor) / 3);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      // One that is on its way must not take back what `stop` releases.
      await renewal;
    }
  }

  private async work(): Promise<number> {
    const { keeping, log } = this.settings;
    const round = await keeping.scan();
    if (round && round.infected > 0) log.warn({ files: round.infected }, 'the virus scan found something');
    if (round && round.failed > 0) log.warn({ files: round.failed, why: round.why }, 'files stay quarantined');
    if (machineNow() - this.sweptAt >= sweepEvery) {
      const swept = await keeping.sweep();
      if (swept.uploads + swept.files > 0) log.info(swept, 'swept what was left behind');
      this.sweptAt = machineNow();
    }
    return round && round.clean + round.infected > 0 ? 0 : lookAgain;
  }
}
