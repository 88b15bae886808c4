import type { FileKeeping } from '../../../../activities';
import type { Database } from '../../../../libs/persistence/database';
import { LeaseRepository } from '../../../../libs/persistence/watchdog/lease-repository';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { Loop } from '../loop';

const lease = 'files';
/** Longer than the scan of a few large files. */
const leaseFor = 10 * 60_000;
const lookAgain = 2_000;
const sweepEvery = 10 * 60_000;

export interface FileKeeperSettings {
  database: Database;
  keeping: FileKeeping;
  /** This worker among others. */
  holder: string;
  log: Logger;
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
    const { database, keeping, holder, log } = this.settings;
    const leads = await database.transaction((sql) => new LeaseRepository(sql).take(lease, holder, leaseFor));
    if (!leads) return lookAgain;
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
