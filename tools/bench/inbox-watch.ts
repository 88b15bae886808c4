import type { Desk } from '../scenario/desk';
import { pause } from '../scenario/waiting';
import { spreadOf, type Spread } from './measure/spread';

/** A second reader would measure itself: one page after the other, with the pause of a person who scrolls. */
const betweenPages = 20;

/** Reads one person's inbox again and again until it is told to stop. */
export class InboxWatch {
  private readonly times: number[] = [];
  private over = false;
  private readonly reading: Promise<void>;

  constructor(desk: Desk) {
    this.reading = this.read(desk);
  }

  /** Milliseconds of every page since the beginning. */
  async stop(): Promise<Spread> {
    this.over = true;
    await this.reading;
    return spreadOf(this.times);
  }

  private async read(desk: Desk): Promise<void> {
    while (!this.over) {
      const began = performance.now();
      await desk.inbox(50);
      this.times.push(performance.now() - began);
      await pause(betweenPages);
    }
  }
}

/** The same while nothing else happens. */
export async function idleInbox(desk: Desk, ms: number): Promise<Spread> {
  const watch = new InboxWatch(desk);
  await pause(ms);
  return watch.stop();
}
