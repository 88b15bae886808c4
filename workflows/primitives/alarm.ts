import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

const second = 1_000;
const longestPause = 300 * second;

/** The one timer of a case. It is replaced only when the instant changes: every replacement is two events of history. */
export class Alarm {
  private armedFor: number | null = null;
  private timer: CancellationScope | null = null;
  private futile = 0;
  rang = false;

  /** Sleeps until `wakeAt` (epoch ms; null: no alarm). An instant already passed rings at once. */
  arm(wakeAt: number | null): void {
    if (wakeAt !== null && wakeAt === this.armedFor && !this.rang) return;
    this.disarm();
    if (wakeAt === null) return;
    const pause = Math.max(wakeAt - Date.now(), this.pauseAfterFutileRings());
    if (pause <= 0) {
      this.rang = true;
      return;
    }
    this.armedFor = wakeAt;
    this.start(pause);
  }

  /** Whether the ring just answered brought the next instant into the future; if not, the next one waits longer. */
  answered(wakeAt: number | null): void {
    this.futile = wakeAt !== null && wakeAt <= Date.now() ? this.futile + 1 : 0;
  }

  private disarm(): void {
    this.rang = false;
    this.armedFor = null;
    this.timer?.cancel();
    this.timer = null;
  }

  private start(pause: number): void {
    const timer = new CancellationScope();
    this.timer = timer;
    void timer
      .run(() => sleep(pause))
      .then(() => {
        if (this.timer === timer) this.rang = true;
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
  }

  // The record's clock may be a little behind: without a pause a ring that finds nothing due would spin.
  private pauseAfterFutileRings(): number {
    return this.futile === 0 ? 0 : Math.min(second * 2 ** (this.futile - 1), longestPause);
  }
}
