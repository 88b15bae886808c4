import type { Delivering } from '../../../../activities';
import type { Database } from '../../../../libs/persistence/database';
import type { Logger } from '../../../../libs/platform/log';
import { LeasedLoop } from '../lease';

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
export class Gatherer extends LeasedLoop {
  constructor({ delivering, ...who }: GathererSettings) {
    const step = async (): Promise<number> => ((await delivering.gather()) > 0 ? 0 : lookAgain);
    super({ ...who, name: 'deliveries', lasts: leaseFor, lookAgain, step });
  }
}
