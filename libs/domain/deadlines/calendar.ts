import type { LegalDate } from '../../contracts/deadlines';
import type { Body } from '../../contracts/posts';
import { type DayNumber, dayNumber, isWeekend, legalDate, yearOf } from './civil';

/** The years of one calendar version, as the table holds them: dates are checked when the calendar is made. */
export interface CalendarData {
  version: number;
  years: readonly { year: number; rest: readonly string[]; makeUp: readonly string[] }[];
  /** Local rest days by two-digit province code. */
  provinces?: ReadonlyMap<string, readonly string[]>;
}

/** A working-day calendar, built once by `makeCalendar`. It knows the years it has and no others. */
export interface Calendar {
  readonly version: number;
  readonly years: ReadonlyMap<number, { rest: ReadonlySet<DayNumber>; makeUp: ReadonlySet<DayNumber> }>;
  readonly provinces: ReadonlyMap<string, readonly DayNumber[]>;
}

export type WorkingDayStatus = 'working' | 'rest' | 'not_covered';

/** Throws a RangeError for a year given twice, a date of another year, or a date that is both rest and make-up. */
export function makeCalendar(data: CalendarData): Calendar {
  const years = new Map<number, { rest: Set<DayNumber>; makeUp: Set<DayNumber> }>();
  for (const { year, rest, makeUp } of data.years) {
    if (years.has(year)) throw new RangeError(`calendar year ${year} twice`);
    const numbers = (dates: readonly string[]): Set<DayNumber> => new Set(dates.map((date) => numberIn(year, date)));
    const entry = { rest: numbers(rest), makeUp: numbers(makeUp) };
    for (const day of entry.makeUp) {
      if (entry.rest.has(day)) throw new RangeError(`${legalDate(day)} is both a rest day and a make-up day`);
    }
    years.set(year, entry);
  }
  const provinces = new Map([...(data.provinces ?? [])].map(([code, dates]) => [code, dates.map(dayNumber)]));
  return { version: data.version, years, provinces };
}

const layered = new WeakMap<Calendar, Map<string, Calendar>>();

/** The calendar that binds a body: a province's local rest days lie over the national calendar in covered years. */
export function calendarOf(calendar: Calendar, body: Body, province: string): Calendar {
  const days = body === 'province' ? calendar.provinces.get(province) : undefined;
  if (!days) return calendar;
  const known = layered.get(calendar)?.get(province);
  if (known) return known;
  const years = new Map(calendar.years);
  for (const day of days) {
    const year = years.get(yearOf(day));
    if (!year) continue;
    const makeUp = new Set(year.makeUp);
    makeUp.delete(day);
    years.set(yearOf(day), { rest: new Set([...year.rest, day]), makeUp });
  }
  const made = { ...calendar, years };
  const siblings = layered.get(calendar) ?? new Map<string, Calendar>();
  layered.set(calendar, siblings.set(province, made));
  return made;
}

function numberIn(year: number, date: string): DayNumber {
  const number = dayNumber(date);
  if (yearOf(number) !== year) throw new RangeError(`${date} is not in ${year}`);
  return number;
}

/** How a day stands; `covered` false where it is only Monday–Friday for want of a notice. */
export interface DayStanding {
  working: boolean;
  covered: boolean;
  why: 'weekday' | 'weekend' | 'holiday' | 'make-up';
}

/** The ledger's view: a day of a year without a notice counts as Monday–Friday. */
export function standingOf(calendar: Calendar, day: DayNumber): DayStanding {
  const year = calendar.years.get(yearOf(day));
  const covered = year !== undefined;
  if (year?.makeUp.has(day)) return { working: true, covered, why: 'make-up' };
  if (year?.rest.has(day)) return { working: false, covered, why: 'holiday' };
  return isWeekend(day) ? { working: false, covered, why: 'weekend' } : { working: true, covered, why: 'weekday' };
}

/** Never guesses: a date of a year without a notice is `not_covered`. */
export function workingDayStatus(calendar: Calendar, date: LegalDate): WorkingDayStatus {
  const standing = standingOf(calendar, dayNumber(date));
  if (!standing.covered) return 'not_covered';
  return standing.working ? 'working' : 'rest';
}

/** A date found by counting, provisional where the way led through days without a notice. */
export interface Counted {
  on: LegalDate;
  provisional: boolean;
}

/**
 * The n-th working day after `date` (before it for a negative n; for zero the date itself, or the next working day).
 * `date` itself is not counted. Days without a notice count as Monday–Friday and make the answer provisional.
 */
export function countWorkingDays(calendar: Calendar, date: LegalDate, n: number): Counted {
  if (!Number.isInteger(n)) throw new RangeError(`not a number of days: ${n}`);
  const step = n < 0 ? -1 : 1;
  let day = dayNumber(date);
  let left = Math.abs(n);
  let provisional = false;
  if (n === 0) {
    left = 1;
    day -= 1;
  }
  while (left > 0) {
    day += step;
    const standing = standingOf(calendar, day);
    if (!standing.covered) provisional = true;
    if (standing.working) left -= 1;
  }
  return { on: legalDate(day), provisional };
}

/** As `countWorkingDays`, but `not_covered` where it would have to guess. */
export function addWorkingDays(calendar: Calendar, date: LegalDate, n: number): LegalDate | 'not_covered' {
  const { on, provisional } = countWorkingDays(calendar, date, n);
  return provisional ? 'not_covered' : on;
}

/** The working days from `from` to `to`, both included; empty if `to` is earlier. */
export function workingDaysBetween(calendar: Calendar, from: LegalDate, to: LegalDate): LegalDate[] | 'not_covered' {
  const days: LegalDate[] = [];
  const last = dayNumber(to);
  for (let day = dayNumber(from); day <= last; day += 1) {
    const standing = standingOf(calendar, day);
    if (!standing.covered) return 'not_covered';
    if (standing.working) days.push(legalDate(day));
  }
  return days;
}

/** How many working days lie after `after` up to and including `upTo`; days without a notice count as Monday–Friday. */
export function workingDaysAfter(calendar: Calendar, after: LegalDate, upTo: LegalDate): number {
  const last = dayNumber(upTo);
  let count = 0;
  for (let day = dayNumber(after) + 1; day <= last; day += 1) {
    if (standingOf(calendar, day).working) count += 1;
  }
  return count;
}
