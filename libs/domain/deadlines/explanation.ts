import type { Adjustment, ExplainLine, LegalDate, LegalDay } from '../../contracts/deadlines';
import { type Adjusted, isPaused } from './adjustments';
import { type Calendar, standingOf } from './calendar';
import { type DayNumber, dayNumber, legalDate } from './civil';
import { legalDateOf } from './legal-day';

interface Counting {
  input: { startsOn: LegalDate; adjustments: readonly Adjustment[] };
  calendar: Calendar;
  day: LegalDay;
  adjusted: Adjusted;
  through: DayNumber;
  unit: 'working' | 'calendar' | 'date';
  /** Whether the days of an extension are calendar days: of a limit in such days alone. */
  extendedIn: 'working' | 'calendar';
  uncovered: ReadonlySet<number>;
}

/** Why the days between the start and `through` count or not; every day is told by exactly one reason. */
export function countedLines(counting: Counting): { workingDays: number; lines: ExplainLine[] } {
  const { input, calendar, day, through, unit } = counting;
  const { pauses } = counting.adjusted;
  const first = dayNumber(input.startsOn) + 1;
  const makeUps: ExplainLine[] = [];
  const holidays: DayNumber[] = [];
  let weekendDays = 0;
  let workingDays = 0;
  for (let at = first; at <= through; at += 1) {
    const standing = standingOf(calendar, at);
    if (isPaused(pauses, at)) continue;
    if (standing.working) workingDays += 1;
    if (standing.why === 'weekend') weekendDays += 1;
    if (standing.why === 'holiday') holidays.push(at);
    if (standing.why === 'make-up') makeUps.push({ code: 'make-up-day', params: { on: legalDate(at) } });
  }
  const lines: ExplainLine[] = [];
  if (unit === 'working') {
    if (weekendDays > 0) lines.push({ code: 'weekends', params: { days: weekendDays } });
    lines.push(...runs(holidays), ...makeUps);
  }
  lines.push(...pauseLines(counting, first), ...adjustmentLines(input.adjustments, counting.extendedIn, day));
  for (const year of counting.uncovered) lines.push({ code: 'not-covered', params: { year } });
  return { workingDays, lines };
}

function pauseLines({ adjusted, calendar, through, unit }: Counting, first: DayNumber): ExplainLine[] {
  const overlapping = adjusted.pauses.filter((pause) => pause.through >= first && pause.after < through);
  if (unit === 'date') return overlapping.length > 0 ? [{ code: 'pause-keeps-date', params: {} }] : [];
  return overlapping.map((pause) => {
    const from = Math.max(pause.after + 1, first);
    const to = Math.min(pause.through, through);
    let days = 0;
    for (let at = from; at <= to; at += 1) {
      if (unit === 'calendar' || standingOf(calendar, at).working) days += 1;
    }
    return { code: 'paused', params: { from: legalDate(from), to: legalDate(to), days, unit } };
  });
}

function adjustmentLines(
  adjustments: readonly Adjustment[],
  unit: Counting['extendedIn'],
  day: LegalDay,
): ExplainLine[] {
  return adjustments.flatMap((item): ExplainLine[] => {
    const on = legalDateOf(item.at, day);
    if (item.kind === 'extended') return [{ code: 'extended', params: { days: item.days, unit, on } }];
    if (item.kind === 'recalculated') return [{ code: 'recalculated', params: { on } }];
    return [];
  });
}

/** How the row ended: late is the clock against the due instant, never whether an alarm has rung. */
export function endingLines(adjustments: readonly Adjustment[], dueAt: number, day: LegalDay): ExplainLine[] {
  return adjustments.flatMap((item): ExplainLine[] => {
    const on = legalDateOf(item.at, day);
    if (item.kind === 'met') return [{ code: item.at > dueAt ? 'met-late' : 'met', params: { on: item.on } }];
    if (item.kind === 'missed') return [{ code: 'missed', params: { on } }];
    if (item.kind === 'cancelled') return [{ code: 'cancelled', params: { on } }];
    if (item.kind === 'restarted') return [{ code: 'restarted', params: { on: item.on } }];
    return [];
  });
}

function runs(days: readonly DayNumber[]): ExplainLine[] {
  const lines: ExplainLine[] = [];
  let from = days[0];
  days.forEach((at, i) => {
    if (days[i + 1] === at + 1 || from === undefined) return;
    lines.push({ code: 'holiday', params: { from: legalDate(from), to: legalDate(at), days: at - from + 1 } });
    from = days[i + 1];
  });
  return lines;
}
