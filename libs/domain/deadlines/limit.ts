import type { ExplainLine, LegalDate, LimitRule, Roll } from '../../contracts/deadlines';
import { isPaused, type Pause } from './adjustments';
import { type Calendar, standingOf } from './calendar';
import { type DayNumber, dayNumber, fromParts, legalDate, yearOf } from './civil';

/** What a limit is counted with. */
export interface LimitInput {
  calendar: Calendar;
  startsOn: LegalDate;
  pauses: readonly Pause[];
  /** The last day that can count while a pause is open. */
  horizon: DayNumber | null;
  extendedBy: number;
  /** Dates of the call, by field. */
  callDates: Readonly<Record<string, LegalDate>>;
}

/** Where a limit ends; `on` null where an open pause keeps it from ending. */
export interface LimitAnswer {
  on: DayNumber | null;
  unit: 'working' | 'calendar' | 'date';
  counted: number;
  /** The limit in days with its extension; null for a date. */
  limit: number | null;
  lines: ExplainLine[];
  /** Years without a holiday notice that the way led through: the answer is provisional. */
  uncovered: ReadonlySet<number>;
}

/** Ends a limit. Throws a RangeError where the call has no date of that name: a call is checked before it is published. */
export function endOfLimit(rule: LimitRule, input: LimitInput): LimitAnswer {
  switch (rule.kind) {
    case 'working-days':
      return countDays(rule.days, 'working', input);
    case 'calendar-days': {
      const answer = countDays(rule.days, 'calendar', input);
      return rule.roll === undefined ? answer : rolled(answer, rule.roll, input);
    }
    case 'fixed-date':
      return onDate(dayNumber(rule.date), { code: 'limit-date', params: { on: rule.date } }, rule.roll, input);
    case 'yearly': {
      const day = fromParts(yearOf(dayNumber(input.startsOn)) + rule.yearOffset, rule.month, rule.day);
      return onDate(day, { code: 'limit-yearly', params: { on: legalDate(day) } }, rule.roll, input);
    }
    case 'call-date': {
      const on = input.callDates[rule.field];
      if (on === undefined) throw new RangeError(`the call has no date ${rule.field}`);
      return onDate(dayNumber(on), { code: 'limit-call-date', params: { field: rule.field, on } }, rule.roll, input);
    }
    case 'earlier-of':
    case 'later-of':
      return combined(rule.kind, rule.rules, input);
  }
}

function countDays(days: number, unit: 'working' | 'calendar', input: LimitInput): LimitAnswer {
  const limit = days + input.extendedBy;
  const code = unit === 'working' ? 'limit-working-days' : 'limit-calendar-days';
  const walked = walk(dayNumber(input.startsOn), limit, unit, input);
  return { ...walked, unit, limit, lines: [{ code, params: { days } }] };
}

/** Counts `n` days after `from`, over every pause, and no further than the horizon. */
function walk(from: DayNumber, n: number, unit: 'working' | 'calendar', input: LimitInput) {
  let day = from;
  let counted = 0;
  const uncovered = new Set<number>();
  while (counted < n) {
    if (input.horizon !== null && day >= input.horizon) return { on: null, counted, uncovered };
    day += 1;
    const standing = standingOf(input.calendar, day);
    if (unit === 'working' && !standing.covered) uncovered.add(yearOf(day));
    if ((unit === 'calendar' || standing.working) && !isPaused(input.pauses, day)) counted += 1;
  }
  return { on: day, counted, uncovered };
}

/** A date stands whatever is paused: it is the same for everybody. Only an extension moves it. */
function onDate(day: DayNumber, line: ExplainLine, roll: Roll, input: LimitInput): LimitAnswer {
  const answer = rolled(
    { on: day, unit: 'date', counted: 0, limit: null, lines: [line], uncovered: new Set() },
    roll,
    input,
  );
  return extended(answer, input);
}

function extended(answer: LimitAnswer, input: LimitInput): LimitAnswer {
  if (answer.on === null) return answer;
  const walked = walk(answer.on, input.extendedBy, 'working', { ...input, horizon: null });
  const on = input.horizon !== null && walked.on !== null && walked.on > input.horizon ? null : walked.on;
  return { ...answer, on, uncovered: new Set([...answer.uncovered, ...walked.uncovered]) };
}

function rolled(answer: LimitAnswer, roll: Roll, input: LimitInput): LimitAnswer {
  if (answer.on === null) return answer;
  let day = answer.on;
  const uncovered = new Set(answer.uncovered);
  for (;;) {
    const standing = standingOf(input.calendar, day);
    if (!standing.covered) uncovered.add(yearOf(day));
    if (standing.working) break;
    day += roll === 'next' ? 1 : -1;
  }
  if (day === answer.on) return { ...answer, uncovered };
  const line: ExplainLine = { code: 'rolled', params: { from: legalDate(answer.on), to: legalDate(day) } };
  return { ...answer, on: day, uncovered, lines: [...answer.lines, line] };
}

function combined(kind: 'earlier-of' | 'later-of', rules: readonly LimitRule[], input: LimitInput): LimitAnswer {
  const answers = rules.map((rule) => endOfLimit(rule, { ...input, extendedBy: 0, horizon: null }));
  const lines = answers.flatMap((answer) => answer.lines);
  const ends = answers.map((answer) => answer.on ?? Number.NaN);
  const end = kind === 'earlier-of' ? Math.min(...ends) : Math.max(...ends);
  const chosen = answers[ends.indexOf(end)];
  if (chosen === undefined) throw new RangeError(`${kind} without rules`);
  // Any of the limits may decide, so a doubt about one is a doubt about the answer.
  const uncovered = new Set(answers.flatMap((answer) => [...answer.uncovered]));
  const answer = extended({ ...chosen, on: end, limit: null, lines, uncovered }, input);
  if (answer.on === null) return answer;
  return { ...answer, lines: [...lines, { code: kind, params: { rules: rules.length, on: legalDate(end) } }] };
}
