import type { Database } from '../../../../libs/persistence/database';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { Lease } from '../lease';
import { Loop } from '../loop';
import type { ClockMover } from './clock-mover';
import type { StoreCheck } from './store-check';
import type { Watchdog } from './watchdog';

const leaseFor = 15_000;
const renewAfter = 5_000;
const fullRound = 60_000;
const trainingPause = 250;
const movingPause = 30;

export interface WatchSettings {
  database: Database;
  log: Logger;
  /** This worker among others. */
  holder: string;
  watchdog: Watchdog;
  storeCheck: StoreCheck;
  /** Id of Temporal's store, null while Temporal is away. */
  storeId: () => string | null;
  /** Given in training only. */
  clockMover: ClockMover | null;
}

/** The rounds of the watchdog: at start, then every minute, in training alarms four times a second; by one worker at a time. */
export class Watch {
  private readonly loop: Loop;
  private readonly lease: Lease;
  private leasedAt = Number.NEGATIVE_INFINITY;
  private fullAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly settings: WatchSettings) {
    this.lease = new Lease({ ...settings, name: 'watchdog', lasts: leaseFor });
    this.loop = new Loop({ name: 'watchdog', log: settings.log, step: (stopping) => this.step(stopping) });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.lease.release();
  }

  private async step(stopping: AbortSignal): Promise<number> {
    if (!(await this.leads())) return renewAfter;
    await this.tellOfNewStore(stopping);
    if (machineNow() - this.fullAt >= fullRound) {
      await this.settings.watchdog.round();
      this.fullAt = machineNow();
    }
    return this.settings.clockMover ? this.train(this.settings.clockMover) : renewAfter;
  }

  private async train(mover: ClockMover): Promise<number> {
    const move = await mover.step();
    if (move === 'nothing to move') {
      await this.settings.watchdog.alarms();
      return trainingPause;
    }
    // On the way nobody sleeps until the right instant any more: whoever is due is told at once.
    await this.settings.watchdog.alarms(0);
    return move === 'arrived' ? trainingPause : movingPause;
  }

  private async tellOfNewStore(stopping: AbortSignal): Promise<void> {
    const storeId = this.settings.storeId();
    if (storeId === null) return;
    while (!stopping.aborted && (await this.settings.storeCheck.step(storeId)) > 0) await this.leads();
  }

  private async leads(): Promise<boolean> {
    const now = machineNow();
    if (now - this.leasedAt < renewAfter) return true;
    const taken = await this.lease.take();
    this.leasedAt = taken ? now : Number.NEGATIVE_INFINITY;
    return taken;
  }
}
