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
  private readonly loops: Loop[];

  constructor(
    private readonly database: Database,
    private readonly link: TemporalLink,
    private readonly worker: WorkerLoop,
    log: Logger,
  ) {
    // Apart: asking a Temporal that is away takes seconds.
    this.loops = [
      new Loop({ name: 'heartbeat of the worker', log, step: () => this.beat('worker', this.worker.state) }),
      new Loop({ name: 'heartbeat of Temporal', log, step: () => this.askTemporal() }),
    ];
  }

  start(): void {
    for (const loop of this.loops) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  private async askTemporal(): Promise<number> {
    this.storeId = await this.link.storeId().catch(() => null);
    return this.storeId === null ? pause : this.beat('temporal', this.storeId);
  }

  private async beat(name: string, detail: string): Promise<number> {
    await this.database.transaction((sql) => new HeartbeatRepository(sql).beat(name, machineNow(), detail));
    return pause;
  }
}
