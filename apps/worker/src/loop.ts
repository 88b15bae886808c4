import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../../libs/platform/log';

export interface LoopSettings {
  name: string;
  /** Does one round and gives the milliseconds until the next. */
  step: (stopping: AbortSignal) => Promise<number>;
  log: Logger;
}

const firstPause = 250;
const longestPause = 5_000;

/** Runs a step again and again until it is stopped. A step that throws is told once in the log and tried again, ever more slowly. */
export class Loop {
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;
  private failures = 0;

  constructor(private readonly settings: LoopSettings) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when the running step has come to its end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const next = await this.round();
      await pause(next, undefined, { signal }).catch(() => undefined);
    }
  }

  private async round(): Promise<number> {
    const { name, step, log } = this.settings;
    try {
      const next = await step(this.stopping.signal);
      if (this.failures > 0) log.info({ loop: name, failures: this.failures }, 'works again');
      this.failures = 0;
      return next;
    } catch (error) {
      if (this.failures === 0) log.warn({ loop: name, err: error }, 'failed; trying again');
      this.failures += 1;
      return Math.min(firstPause * 2 ** this.failures, longestPause) * (0.5 + Math.random() / 2);
    }
  }
}

/** Runs `work` over all items, at most `width` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}
