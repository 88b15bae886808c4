import type { FileKeeping } from '../../../../activities';
import type { Database } from '../../../../libs/persistence/database';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { LeasedLoop } from '../lease';

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
export class FileKeeper extends LeasedLoop {
  constructor({ keeping, log, leaseMs = leaseFor, ...who }: FileKeeperSettings) {
    let sweptAt = Number.NEGATIVE_INFINITY;
    const step = async (): Promise<number> => {
      const round = await keeping.scan();
      if (round && round.infected > 0) log.warn({ files: round.infected }, 'the virus scan found something');
      if (round && round.failed > 0) log.warn({ files: round.failed, why: round.why }, 'files stay quarantined');
      if (machineNow() - sweptAt >= sweepEvery) {
        const swept = await keeping.sweep();
        if (swept.uploads + swept.files > 0) log.info(swept, 'swept what was left behind');
        sweptAt = machineNow();
      }
      return round && round.clean + round.infected > 0 ? 0 : lookAgain;
    };
    super({ ...who, log, name: 'files', lasts: leaseMs, lookAgain, step });
  }
}
