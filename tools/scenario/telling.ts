import type { EventRow } from '../../libs/contracts/api/cases';
import type { ClockHand } from './clock';
import type { Onlookers } from './onlookers';
import type { Act } from './player';
import type { Timeline } from './timeline';
import { until } from './waiting';

const DAY_MS = 86_400_000;

/** A legal date some calendar days later. */
export const later = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** Events nobody's hand made: told when the clock has passed them. */
const byItself = new Set([
  'reminderRung',
  'escalationRung',
  'noticePeriodEnded',
  'centerDesignated',
  'reportingYearOpened',
  'caseClosed',
]);

/** Moves the story from day to day, and tells what happened by itself on the way. */
export class Telling {
  private readonly told = new Set<string>();

  constructor(
    private readonly clock: ClockHand,
    private readonly onlookers: Onlookers,
    private readonly timeline: Timeline,
    private readonly dayOf: (act: Act) => string,
  ) {}

  async toDayOf(act: Act): Promise<void> {
    await this.to(this.dayOf(act));
  }

  async to(date: string): Promise<void> {
    await this.clock.moveTo(date);
    await this.tell();
  }

  /** Goes on day by day until an event of the type has happened. */
  async untilEvent(type: string, atMostDays = 20): Promise<void> {
    for (let days = 0; !(await this.tell()).some((event) => event.type === type); days++) {
      if (days === atMostDays) throw new Error(`no ${type} within ${String(atMostDays)} days`);
      await this.to(later(await this.clock.today(), 1));
    }
  }

  /** Legal date on which the running row of a rule is due. */
  dueOn(rule: string): Promise<string> {
    return until({ what: `a running deadline ${rule}`, withinMs: 30_000 }, async () => {
      const row = (await this.onlookers.deadlines()).find((one) => one.rule === rule && one.state === 'running');
      return row?.limit.dueOn ?? undefined;
    });
  }

  /** All events in order; those that came by themselves since the last look are printed. */
  async tell(): Promise<EventRow[]> {
    const events = await this.onlookers.events();
    for (const event of events.filter((one) => byItself.has(one.type))) {
      const key = `${event.type} ${event.at}`;
      if (!this.told.has(key)) this.timeline.event(event);
      this.told.add(key);
    }
    return events;
  }
}
