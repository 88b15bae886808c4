import type { Delivering } from '../../../../activities';
import type { Database } from '../../../../libs/persistence/database';
import { LeaseRepository } from '../../../../libs/persistence/watchdog/lease-repository';
import type { Logger } from '../../../../libs/platform/log';
import { Loop } from '../loop';

const lease = 'deliveries';
const leaseFor = 30_000;
const lookAgain = 2_000;

export interface GathererSettings {
  database: Database;
  delivering: Delivering;
  /** This worker among others. */
  holder: string;
  log: Logger;
}

/** Makes deliveries of what people were told; by one worker at a time, so that two do not look for the same. */
export class Gatherer {
  private readonly loop: Loop;

  constructor(private readonly settings: GathererSettings) {
    this.loop = new Loop({ name: 'gather', log: settings.log, step: () => this.step() });
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
    const { database, delivering, holder } = this.settings;
    const leads = await database.transaction((sql) => new LeaseRepository(sql).take(lease, holder, leaseFor));
    if (!leads) return lookAgain;
    return (await delivering.gather()) > 0 ? 0 : lookAgain;
  }
}
