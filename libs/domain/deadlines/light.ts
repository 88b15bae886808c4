import type { DeadlineState, Ladder, LegalDate, LegalDay, LightAnswer } from '../../contracts/deadlines';
import { type Calendar, workingDaysAfter } from './calendar';
import { endOfDay, legalDateOf } from './legal-day';

/** What a light needs to know of a row; every `Due` fits. */
export interface LightRow {
  state: DeadlineState;
  dueOn: LegalDate | null;
  dueAt: number | null;
  pausedSince: LegalDate | null;
  /** The last day of a pause that ends by itself. */
  pausedUntil: LegalDate | null;
  remainingDays: number | null;
  provisional: boolean;
}

/**
 * The light of an open row with the figures its words need; null once the row is met, cancelled or restarted. Late by the clock
 * comes before everything. "Soon" begins with the ladder's first reminder; without a ladder it is the due day itself.
 */
export function lightOf(
  row: LightRow,
  legalNowMs: number,
  calendar: Calendar,
  day: LegalDay,
  ladder: Ladder | null,
): LightAnswer | null {
  if (row.state === 'met' || row.state === 'cancelled' || row.state === 'restarted') return null;
  const today = legalDateOf(legalNowMs, day);
  if (row.dueOn !== null && row.dueAt !== null && legalNowMs > row.dueAt) {
    return { light: 'overdue', days: workingDaysAfter(calendar, row.dueOn, today) };
  }
  // By the clock, whether or not the alarm has rung that makes the row run again.
  const pauseIsOver = row.pausedUntil !== null && legalNowMs >= endOfDay(row.pausedUntil, day);
  if (row.pausedSince !== null && !pauseIsOver)
    return { light: 'paused', since: row.pausedSince, days: row.remainingDays };
  if (row.dueOn === null) throw new Error('a row without a due date is paused');
  // A due date on a rest day with no working day before it is near, but not today.
  const days = Math.max(workingDaysAfter(calendar, today, row.dueOn), row.dueOn > today ? 1 : 0);
  const soon = Math.max(0, ...(ladder?.reminders ?? []).map((rung) => -rung.offset));
  if (days <= soon) return { light: 'due-soon', days };
  return { light: row.provisional ? 'provisional' : 'ok', days };
}
