import type { CalendarCarrying } from '../../../../activities';
import type { Database } from '../../../../libs/persistence/database';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { LeasedLoop } from '../lease';

/** Longer than the longest share of work: its five seconds and one unit of work that waits for its lock. */
const leaseFor = 30_000;
const lookAgain = 1_000;
const sweepEvery = 60_000;

export interface CalendarCarrierSettings {
  database: Database;
  carrying: CalendarCarrying;
  /** This worker among others. */
  holder: string;
  log: Logger;
}

/** Carries a published calendar to the open cases, share by share; by one worker at a time, resumed by any other. */
export class CalendarCarrier extends LeasedLoop {
  constructor({ carrying, log, ...who }: CalendarCarrierSettings) {
    let sweptAt = Number.NEGATIVE_INFINITY;
    const step = async (): Promise<number> => {
      if (await carrying.carry()) return 0;
      if (machineNow() - sweptAt >= sweepEvery) {
        const found = await carrying.sweep();
        if (found > 0) log.info({ cases: found }, 'cases of an older calendar were recalculated');
        sweptAt = machineNow();
      }
      return lookAgain;
    };
    super({ ...who, log, name: 'calendar', lasts: leaseFor, lookAgain, step });
  }
}
