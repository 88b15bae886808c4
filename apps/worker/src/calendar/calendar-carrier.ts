import type { CalendarCarrying } from '../../../../activities';
import type { Database } from '../../../../libs/persistence/database';
import { LeaseRepository } from '../../../../libs/persistence/watchdog/lease-repository';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { Loop } from '../loop';

const lease = 'calendar';
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
export class CalendarCarrier {
  private readonly loop: Loop;
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly settings: CalendarCarrierSettings) {
    this.loop = new Loop({ name: 'calendar', log: settings.log, step: () => this.step() });
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
    const { database, carrying, holder, log } = this.settings;
    const leads = await database.transaction((sql) => new LeaseRepository(sql).take(lease, holder, leaseFor));
    if (!leads) return lookAgain;
    if (await carrying.carry()) return 0;
    if (machineNow() - this.sweptAt >= sweepEvery) {
      const found = await carrying.sweep();
      if (found > 0) log.info({ cases: found }, 'cases of an older calendar were recalculated');
      this.sweptAt = machineNow();
    }
    return lookAgain;
  }
}
