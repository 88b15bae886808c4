import type { Database } from '../../../libs/persistence/database';
import { HeartbeatRepository } from '../../../libs/persistence/watchdog/heartbeat-repository';
import { machineNow } from '../../../libs/platform/clocks';
import type { Logger } from '../../../libs/platform/log';
import { Loop } from './loop';
import type { TemporalLink } from './temporal/link';
import type { WorkerLoop } from './temporal/worker-loop';

const pause = 3_000;

/** Signs of life by which the API, which knows no Temporal, tells whether worker and Temporal are there. */
export class Heartbeats {
  /** Id of Temporal's store at the last beat; null while it is away. */
  storeId: string | null = null;
  private readonly loop: Loop;

  constructor(
    private readonly database: Database,
    private readonly link: TemporalLink,
    private readonly worker: WorkerLoop,
    log: Logger,
  ) {
    this.loop = new Loop({ name: 'heartbeats', log, step: () => this.beat() });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  private async beat(): Promise<number> {
    this.storeId = await this.link.storeId().catch(() => null);
    await this.database.transaction(async (sql) => {
      const rows = new HeartbeatRepository(sql);
      await rows.beat('worker', machineNow(), this.worker.state);
      if (this.storeId !== null) await rows.beat('temporal', machineNow(), this.storeId);
    });
    return pause;
  }
}
