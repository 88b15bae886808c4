import type { Adjustment, LegalDate, LegalDay, LimitRule } from '../../contracts/deadlines';
import { workingDaysAfter, type Calendar } from './calendar';
import { dayNumber, legalDate } from './civil';
import { dueOf } from './due';
import { instantAt, legalDateOf } from './legal-day';

const day = 86_400_000;

/** A ledger row with what its due date is reckoned from. */
export interface DatedRow {
  /** The same for a limit that went on in a new row after a recall. */
  key: string;
  rule: LimitRule;
  startsOn: LegalDate;
  /** Legal instant it was written down. */
  openedAt: number;
  adjustments: readonly Adjustment[];
  callDates: Readonly<Record<string, LegalDate>>;
  /** Working days that pauses by request may take together. */
  pausesAtMost?: number | undefined;
  day: LegalDay;
}

export interface OverdueThen<T extends DatedRow> {
  row: T;
  dueOn: LegalDate;
  /** Working days it was overdue by. */
  days: number;
}

/**
 * What was overdue at an instant, as the ledger said then: adjustments count from when they were made, and a limit that
 * was met or cancelled by then is over. The same rows and instant give the same answer at any later time. Earliest due
 * date first.
 */
export function overdueAsOf<T extends DatedRow>(
  rows: readonly T[],
  instant: number,
  calendarOf: (row: T) => Calendar,
): OverdueThen<T>[] {
  const found = rows.flatMap((row): OverdueThen<T>[] => {
    if (row.openedAt > instant) return [];
    const adjustments = row.adjustments.filter((one) => one.at <= instant);
    if (adjustments.some((one) => one.kind === 'met' || one.kind === 'cancelled' || one.kind === 'restarted'))
      return [];
    const calendar = calendarOf(row);
    const { rule, startsOn, callDates, pausesAtMost } = row;
    const { dueOn, dueAt } = dueOf({ rule, startsOn, adjustments, callDates, pausesAtMost }, calendar, row.day);
    if (dueOn === null || dueAt === null || instant <= dueAt) return [];
    return [{ row, dueOn, days: workingDaysAfter(calendar, dueOn, legalDateOf(instant, row.day)) }];
  });
  return found.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.row.key < b.row.key ? -1 : 1));
}

export interface WeekChanges<T extends DatedRow> {
  /** Overdue now and not a week before. */
  fresh: OverdueThen<T>[];
  /** Overdue a week before and no more. */
  resolved: OverdueThen<T>[];
  /** Overdue then and now, with the working days that were added. */
  still: (OverdueThen<T> & { more: number })[];
}

/** What changed from one list to the next. */
export function changesSince<T extends DatedRow>(
  before: readonly OverdueThen<T>[],
  now: readonly OverdueThen<T>[],
): WeekChanges<T> {
  const last = new Map(before.map((one) => [one.row.key, one]));
  const present = new Set(now.map((one) => one.row.key));
  return {
    fresh: now.filter((one) => !last.has(one.row.key)),
    resolved: before.filter((one) => !present.has(one.row.key)),
    still: now.flatMap((one) => {
      const then = last.get(one.row.key);
      return then ? [{ ...one, more: one.days - then.days }] : [];
    }),
  };
}

export interface LegalWeek {
  monday: LegalDate;
  sunday: LegalDate;
  /** The last instant of the week, legal epoch ms. */
  end: number;
}

/** An ISO week `2026-W47` in the legal zone; undefined for a week the year does not have. */
export function legalWeek(text: string): LegalWeek | undefined {
  const [year = '', week = ''] = text.split('-W');
  // The fourth of January lies in the first week.
  const fourth = dayNumber(`${year}-01-04`);
  const weekday = (((fourth + 3) % 7) + 7) % 7;
  const monday = fourth - weekday + (Number(week) - 1) * 7;
  const thursday = legalDate(monday + 3);
  if (!thursday.startsWith(year)) return undefined;
  const after = instantAt(legalDate(monday + 7), '00:00', 'Asia/Shanghai');
  return { monday: legalDate(monday), sunday: legalDate(monday + 6), end: after - 1 };
}

/** The week before. */
export const weekBefore = (week: LegalWeek): LegalWeek => ({
  monday: legalDate(dayNumber(week.monday) - 7),
  sunday: legalDate(dayNumber(week.sunday) - 7),
  end: week.end - 7 * day,
});
