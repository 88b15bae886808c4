import { getDayDetail } from 'chinese-days';
import type { Basis } from '../../contracts/basis';
import { type CalendarYear, LegalDate } from '../../contracts/deadlines';
import type { HolidayNotice } from '../../contracts/reference';

/** A year to fill the calendar table with. `verified` where a holiday notice at hand says the same. */
export type SeedYear = CalendarYear & { basis: Basis };

const FIRST_YEAR = 2004;
/** The library answers later years too, silently as Monday–Friday: never ask it beyond this one. */
const LAST_YEAR = 2026;

/**
 * The calendar years 2004–2026 for seeding, from the library's data. Throws where a notice that was read says something
 * else, or where a year comes out without holidays.
 */
export function seedYears(notices: readonly HolidayNotice[]): SeedYear[] {
  const years: SeedYear[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    const seeded = libraryYear(year);
    if (seeded.rest.length === 0) throw new Error(`the library has no holidays for ${year}`);
    const notice = notices.find((row) => row.year === year);
    if (notice !== undefined) assertSame(yearOfNotice(notice), seeded);
    years.push({ ...seeded, basis: notice?.basis ?? 'unverified' });
  }
  return years;
}

/** The calendar year that a holiday notice makes. */
export function yearOfNotice(notice: HolidayNotice): CalendarYear {
  const rest = notice.holidays.flatMap(({ from, to }) => datesOf(notice.year).filter((d) => from <= d && d <= to));
  return {
    year: notice.year,
    rest: [...new Set(rest)].sort(),
    makeUp: notice.makeUp.map((row) => LegalDate.parse(row.date)).sort(),
  };
}

function libraryYear(year: number): CalendarYear {
  const rest: LegalDate[] = [];
  const makeUp: LegalDate[] = [];
  for (const date of datesOf(year)) {
    const { work, name } = getDayDetail(date);
    // Days of a notice are named "English,中文,days"; all others by their weekday.
    if (name.includes(',')) (work ? makeUp : rest).push(date);
  }
  return { year, rest, makeUp };
}

function datesOf(year: number): LegalDate[] {
  const dates: LegalDate[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    dates.push(new Date(at).toISOString().slice(0, 10) as LegalDate);
  }
  return dates;
}

function assertSame(notice: CalendarYear, seeded: CalendarYear): void {
  for (const list of ['rest', 'makeUp'] as const) {
    if (notice[list].join() === seeded[list].join()) continue;
    throw new Error(`the library's calendar of ${notice.year} differs from the holiday notice in ${list}`);
  }
}
