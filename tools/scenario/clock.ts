import type { ClockView } from '../../libs/contracts/api/session';
import type { Desk } from './desk';
import { until } from './waiting';

const ZONE_HOURS = 8;

/** The civil date in the legal zone of an instant. */
export const legalDateOf = (instant: string | Date): string =>
  new Date(new Date(instant).getTime() + ZONE_HOURS * 3_600_000).toISOString().slice(0, 10);

/** The instant of a legal date at the given hour of the legal zone. */
export const instantOf = (date: string, hour: number): Date =>
  new Date(Date.parse(`${date}T00:00:00.000Z`) + (hour - ZONE_HOURS) * 3_600_000);

/** The hand that moves the training clock: forward only, and back with the answer when everything due has rung. */
export class ClockHand {
  constructor(private readonly desk: Desk) {}

  async today(): Promise<string> {
    return legalDateOf((await this.desk.clock()).legalNow);
  }

  /** Moves to 10:00 of a legal date, after the day's notices; stays where it is when it is already there. */
  async moveTo(date: string): Promise<void> {
    const to = instantOf(date, 10);
    const now = await this.desk.clock();
    if (new Date(now.legalNow) >= to) return;
    const moved = await this.desk.moveClock(to);
    if (moved.target !== null) await this.arrival();
  }

  private arrival(): Promise<ClockView> {
    return until({ what: 'the training clock arrives', withinMs: 300_000, slowestMs: 500 }, async () => {
      const view = await this.desk.clock();
      return view.target === null ? view : undefined;
    });
  }
}
