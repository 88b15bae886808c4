import type { Adjustment, DeadlineState, ExplainLine, LegalDate, LegalDay, LimitRule } from '../../contracts/deadlines';
import { type Adjusted, foldAdjustments } from './adjustments';
import type { Calendar } from './calendar';
import { dayNumber, legalDate } from './civil';
import { countedLines, endingLines } from './explanation';
import { endOfDay } from './legal-day';
import { endOfLimit, type LimitAnswer } from './limit';

/** A ledger row as it stands in the record. */
export interface DeadlineInput {
  rule: LimitRule;
  /** The day of the act that starts the limit; counting begins the day after. */
  startsOn: LegalDate;
  /** In the order they were appended. */
  adjustments: readonly Adjustment[];
  /** Dates of the call, for `call-date` limits. */
  callDates?: Readonly<Record<string, LegalDate>>;
  /** Working days that pauses by request may take together; without it they last until they are resumed. */
  pausesAtMost?: number | undefined;
}

interface DueBase {
  /** Reached through days of a year without a holiday notice. */
  provisional: boolean;
  /** Working days counted up to the due date, or up to the pause (calendar days for a limit in calendar days). */
  countedDays: number;
  lines: ExplainLine[];
}

export type Due =
  | (DueBase & {
      state: Exclude<DeadlineState, 'paused'>;
      dueOn: LegalDate;
      /** Epoch ms of the end of the legal day: the last instant that is in time. */
      dueAt: number;
      pausedSince: null;
      pausedUntil: null;
      remainingDays: null;
    })
  | (DueBase & {
      state: 'paused';
      /**
       * Known only where the limit was used up before the pause began, or where the pause ends by itself: then it is the
       * latest date, earlier if the answer comes earlier.
       */
      dueOn: LegalDate | null;
      dueAt: number | null;
      pausedSince: LegalDate;
      /** The last day that does not count, where pauses by request are limited; after it the row runs though unanswered. */
      pausedUntil: LegalDate | null;
      /** Days still to count after the resume; null for a limit that is a date. */
      remainingDays: number | null;
    });

/**
 * The due date of a ledger row, with every line of its explanation. Pure: the same row, calendar and legal day give the
 * same answer on every machine.
 */
export function dueOf(input: DeadlineInput, calendar: Calendar, day: LegalDay): Due {
  const adjusted = foldAdjustments(input.adjustments, day, { days: input.pausesAtMost ?? null, calendar });
  const since = adjusted.pausedSince === null ? null : dayNumber(adjusted.pausedSince);
  const ending = (horizon: number | null): LimitAnswer => {
    const { pauses, extendedBy } = adjusted;
    const { startsOn, callDates = {} } = input;
    const found = endOfLimit(input.rule, { calendar, startsOn, pauses, horizon, extendedBy, callDates });
    return { ...found, uncovered: new Set([...found.uncovered, ...adjusted.uncovered]) };
  };
  const answer = ending(adjusted.pausedUntil === null ? since : null);
  if (answer.on === null) return suspended(input, calendar, day, adjusted, answer);

  const dueOn = legalDate(answer.on);
  const dueAt = endOfDay(dueOn, day);
  const counted = countedLines({
    input,
    calendar,
    day,
    adjusted,
    through: answer.on,
    unit: answer.unit,
    extendedIn: extendedIn(answer),
    uncovered: answer.uncovered,
  });
  const { pausedSince, pausedUntil } = adjusted;
  const atLatest = pausedUntil !== null && dueOn > pausedUntil;
  const base: DueBase = {
    provisional: answer.uncovered.size > 0,
    countedDays: answer.unit === 'calendar' ? answer.counted : counted.workingDays,
    lines: [
      { code: 'starts', params: { on: input.startsOn } },
      ...answer.lines,
      ...counted.lines,
      ...capLines(input, adjusted, answer),
      { code: atLatest ? 'due-at-latest' : 'due', params: { on: dueOn, time: day.endsAt.value } },
      { code: 'elapsed-calendar-days', params: { days: Math.max(0, answer.on - dayNumber(input.startsOn)) } },
      ...endingLines(input.adjustments, dueAt, day),
    ],
  };
  if (adjusted.state === 'paused' && pausedSince !== null) {
    const remainingDays = atLatest ? remainingOf(ending(since)) : 0;
    return { ...base, state: 'paused', dueOn, dueAt, pausedSince, pausedUntil, remainingDays };
  }
  return {
    ...base,
    state: notPaused(adjusted),
    dueOn,
    dueAt,
    pausedSince: null,
    pausedUntil: null,
    remainingDays: null,
  };
}

/** A date, and the one chosen of several limits, are extended by working days. */
const extendedIn = (answer: LimitAnswer): 'working' | 'calendar' =>
  answer.unit === 'calendar' && answer.limit !== null ? 'calendar' : 'working';

const remainingOf = (answer: LimitAnswer): number | null =>
  answer.limit === null ? null : answer.limit - answer.counted;

/** That pauses by request have an end, where it matters for this row. */
function capLines(input: DeadlineInput, adjusted: Adjusted, answer: LimitAnswer): ExplainLine[] {
  const on = adjusted.cappedOn;
  if (input.pausesAtMost === undefined || on === null || answer.unit === 'date') return [];
  const code = adjusted.pausedUntil === null ? 'pause-capped' : 'pause-cap-to-come';
  return [{ code, params: { days: input.pausesAtMost, on } }];
}

function suspended(
  input: DeadlineInput,
  calendar: Calendar,
  day: LegalDay,
  adjusted: Adjusted,
  answer: LimitAnswer,
): Due {
  const since = adjusted.pausedSince;
  if (since === null) throw new Error('a limit without an open pause has an end');
  const remainingDays = remainingOf(answer);
  const counted = countedLines({
    input,
    calendar,
    day,
    adjusted,
    through: dayNumber(since),
    unit: answer.unit,
    extendedIn: extendedIn(answer),
    uncovered: answer.uncovered,
  });
  const now: ExplainLine =
    remainingDays === null
      ? { code: 'date-paused-now', params: { since } }
      : { code: 'paused-now', params: { since, counted: answer.counted, remaining: remainingDays } };
  return {
    state: 'paused',
    dueOn: null,
    dueAt: null,
    pausedSince: since,
    pausedUntil: adjusted.pausedUntil,
    remainingDays,
    provisional: answer.uncovered.size > 0,
    countedDays: answer.limit === null ? counted.workingDays : answer.counted,
    lines: [{ code: 'starts', params: { on: input.startsOn } }, ...answer.lines, ...counted.lines, now],
  };
}

function notPaused(adjusted: Adjusted): Exclude<DeadlineState, 'paused'> {
  if (adjusted.state === 'paused') throw new Error('a paused row says since when');
  return adjusted.state;
}
