import type { Adjustment, LegalDate, LegalDay, LimitRule } from '../../contracts/deadlines';
import { bodies, type Body } from '../../contracts/posts';
import { bodyOfStage, type Stage } from '../../contracts/procedure';
import type { DeadlineRule } from '../../contracts/programme';
import { foldAdjustments, isPaused, type Pause } from './adjustments';
import { type Calendar, standingOf } from './calendar';
import { dayNumber, type DayNumber } from './civil';
import { inputOf } from './ledger';

/** A stay at a desk, a hold, or a row of the ledger: from a day to another, to today while it is open. */
export interface Period {
  from: LegalDate;
  to: LegalDate | null;
}

export interface ClockRow extends Period {
  rule: DeadlineRule;
  body: Body;
  state: string;
  ownRule: LimitRule | null;
  adjustments: readonly Adjustment[];
  /** By which its due date was last reckoned. */
  calendar: Calendar;
}

export interface ClockInput {
  /** Today, or the day on which the case was closed. */
  until: LegalDate;
  openedOn: LegalDate;
  /** In the order they were entered. */
  stages: readonly (Period & { stage: Stage })[];
  holds: readonly Period[];
  /** In the order they began. */
  rows: readonly ClockRow[];
  /** Calendar of a body: a province has holidays of its own. */
  calendarOf: (body: Body) => Calendar;
  day: LegalDay;
}

/** Figures of one body: working days, calendar days for the two `since`. */
export interface Clock {
  body: Body;
  commitment: { limit: number; used: number; left: number; paused: number } | null;
  internal: number;
  sinceArrival: number;
  sinceOpening: number;
}

/**
 * How long a case has taken at each body it has come to. A day counts as the limits count it: not the first, the last
 * one whole, however early it is. Internal days are those at the desk over all of its stages, without holds.
 */
export function clocksOf(input: ClockInput): Clock[] {
  const until = dayNumber(input.until);
  return bodies.flatMap((body): Clock[] => {
    const stays = input.stages.filter((one) => bodyOfStage[one.stage] === body);
    const [first] = stays;
    if (!first) return [];
    return [
      {
        body,
        commitment: commitmentOf(body, input),
        internal: internalOf(body, stays, input),
        sinceArrival: until - dayNumber(first.from),
        sinceOpening: until - dayNumber(input.openedOn),
      },
    ];
  });
}

/** The commitment that runs, else the last one; none where its limit is not in working days. */
function commitmentOf(body: Body, input: ClockInput): Clock['commitment'] {
  const rows = input.rows.filter(
    (row) => row.body === body && row.rule.kind === 'commitment' && row.state !== 'cancelled',
  );
  const row = rows.find((one) => one.to === null) ?? rows.at(-1);
  if (!row) return null;
  const counted = inputOf(row.rule, { ...row, startsOn: row.from }, {});
  if (counted.rule.kind !== 'working-days') return null;
  const { calendar } = row;
  const folded = foldAdjustments(row.adjustments, input.day, { days: counted.pausesAtMost ?? null, calendar });
  const openSince = folded.pausedUntil === null ? folded.pausedSince : null;
  const pauses: Pause[] =
    openSince === null
      ? folded.pauses
      : [...folded.pauses, { after: dayNumber(openSince), through: Number.POSITIVE_INFINITY }];
  let used = 0;
  let paused = 0;
  for (const day of workingDaysIn({ from: row.from, to: row.to }, input.until, calendar)) {
    if (isPaused(pauses, day)) paused += 1;
    else used += 1;
  }
  const limit = counted.rule.days + folded.extendedBy;
  return { limit, used, left: limit - used, paused };
}

function internalOf(body: Body, stays: readonly Period[], input: ClockInput): number {
  const calendar = input.calendarOf(body);
  const held = new Set(input.holds.flatMap((hold) => workingDaysIn(hold, input.until, calendar)));
  const days = new Set(stays.flatMap((stay) => workingDaysIn(stay, input.until, calendar)));
  return [...days].filter((day) => !held.has(day)).length;
}

/** Working days of a period: the day it began is not counted, the day it ended is. */
function workingDaysIn(period: Period, until: LegalDate, calendar: Calendar): DayNumber[] {
  const last = Math.min(dayNumber(period.to ?? until), dayNumber(until));
  const days: DayNumber[] = [];
  for (let day = dayNumber(period.from) + 1; day <= last; day += 1) {
    if (standingOf(calendar, day).working) days.push(day);
  }
  return days;
}
