import { setTimeout as pause } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { CaseActivities } from '../../../../libs/contracts/messages';
import type { Logger } from '../../../../libs/platform/log';
import type { LinkSettings } from './link';

const firstPause = 500;
const longestPause = 5_000;
/**
 * Workflows kept in memory; beyond them a case is replayed from its short history when it moves. Measured with 5,000
 * open cases all told to look: 0.56 GB at most with 400, 0.78 GB with 1,000.
 */
const cachedWorkflows = 400;

export type WorkerState = 'connecting' | 'polling' | 'stopped';

export interface WorkerLoopSettings extends LinkSettings {
  bundlePath: string;
  activities: CaseActivities;
  log: Logger;
}

/** Keeps one Temporal worker running: it is made again whenever Temporal was not there or the worker died. */
export class WorkerLoop {
  private readonly stopping = new AbortController();
  private worker: Worker | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly settings: WorkerLoopSettings) {}

  get state(): WorkerState {
    if (this.stopping.signal.aborted) return 'stopped';
    return this.worker?.getState() === 'RUNNING' ? 'polling' : 'connecting';
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Takes no more tasks, lets those under way come to their end, then resolves. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.shutDown();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      const began = Date.now();
      try {
        await this.runOne();
      } catch (error) {
        failures = Date.now() - began > 60_000 ? 1 : failures + 1;
        // Once for every time Temporal goes away, not for every try.
        if (failures === 1) this.settings.log.warn({ err: error }, 'no Temporal worker; trying again');
      }
      const wait = Math.min(firstPause * 2 ** Math.min(failures, 8), longestPause) * (0.5 + Math.random() / 2);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  private async runOne(): Promise<void> {
    const { address, namespace, taskQueue, bundlePath, activities } = this.settings;
    const connection = await NativeConnection.connect({ address });
    try {
      this.worker = await Worker.create({
        connection,
        namespace,
        taskQueue,
        activities,
        workflowBundle: { codePath: bundlePath },
        maxCachedWorkflows: cachedWorkflows,
        shutdownGraceTime: '10s',
        shutdownForceTime: '20s',
      });
      const done = this.worker.run();
      if (this.stopping.signal.aborted) this.shutDown();
      await done;
    } finally {
      this.worker = null;
      await connection.close().catch(() => undefined);
    }
  }

  private shutDown(): void {
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
  }
}
