import { carryCalendar, sweepCalendar } from '../libs/casework/deadlines/carry-calendar';
import type { Office } from '../libs/casework/office';

const share = { cases: 25, milliseconds: 5_000 };

/** The carrying of published calendars to the open cases, for a worker that knows no casework. */
export interface CalendarCarrying {
  /** A share of the job that waits; true while there is more. */
  carry(): Promise<boolean>;
  /** Cases that were left behind; the number found. */
  sweep(): Promise<number>;
}

export const makeCalendarCarrying = (office: Office): CalendarCarrying => ({
  carry: () => carryCalendar(office, share),
  sweep: () => sweepCalendar(office, share),
});
