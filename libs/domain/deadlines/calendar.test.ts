import * as fc from 'fast-check';
import {
  addWorkingDays,
  countWorkingDays,
  makeCalendar,
  workingDaysAfter,
  workingDaysBetween,
  workingDayStatus,
} from './calendar';
import { dayNumber, fromParts, isWeekend, legalDate } from './civil';
import vectors from './holidays-test-vectors.json';
import { calendar2026, d } from '../../../test/support/deadlines/calendar-2026';

const calendar = calendar2026();
const dates2026 = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2026-12-31') }).map(legalDate);

describe('civil dates', () => {
  it('agree with the platform for two thousand years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 700_000 }), (number) => {
        const iso = new Date(number * 86_400_000).toISOString();
        if (iso.length > 24 || iso.startsWith('-')) return;
        expect(legalDate(number)).toBe(iso.slice(0, 10));
        expect(dayNumber(legalDate(number))).toBe(number);
        expect(isWeekend(number)).toBe([0, 6].includes(new Date(number * 86_400_000).getUTCDay()));
      }),
    );
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '2026-04-31', ''])('refuses %s', (text) => {
    expect(() => dayNumber(text)).toThrow(RangeError);
  });

  it('knows leap days', () => {
    expect(legalDate(fromParts(2024, 2, 29) + 1)).toBe('2024-03-01');
    expect(legalDate(fromParts(2000, 2, 28) + 1)).toBe('2000-02-29');
    expect(legalDate(fromParts(2100, 2, 28) + 1)).toBe('2100-03-01');
  });
});

describe('working days of 2026', () => {
  it.each(vectors.add_working_days)('$date + $add = $expected', ({ date, add, expected }) => {
    expect(addWorkingDays(calendar, d(date), add)).toBe(expected);
  });

  it.each(vectors.is_working_day)('$date is a working day: $expected', ({ date, expected }) => {
    expect(workingDayStatus(calendar, d(date))).toBe(expected ? 'working' : 'rest');
  });

  it.each(vectors.working_days_between)('from $from to $to', ({ from, to, expected, count }) => {
    expect(workingDaysBetween(calendar, d(from), d(to))).toEqual(expected);
    expect(expected).toHaveLength(count);
  });

  it('counts the year', () => {
    const { year, count } = vectors.working_days_in_year;
    expect(workingDaysBetween(calendar, d(`${year}-01-01`), d(`${year}-12-31`))).toHaveLength(count);
  });

  it.each(vectors.not_covered)('$date is not guessed', ({ date, add }) => {
    if (add === undefined) expect(workingDayStatus(calendar, d(date))).toBe('not_covered');
    else expect(addWorkingDays(calendar, d(date), add)).toBe('not_covered');
  });

  it('counts Monday to Friday, marked, only where it is asked to', () => {
    expect(countWorkingDays(calendar, d('2026-12-31'), 1)).toEqual({ on: '2027-01-01', provisional: true });
    expect(countWorkingDays(calendar, d('2026-12-30'), 1)).toEqual({ on: '2026-12-31', provisional: false });
    expect(workingDaysBetween(calendar, d('2026-12-31'), d('2027-01-01'))).toBe('not_covered');
  });

  it('counts from a rest day as from the working day before it', () => {
    expect(addWorkingDays(calendar, d('2026-10-03'), 1)).toBe('2026-10-08');
    expect(addWorkingDays(calendar, d('2026-10-03'), -1)).toBe('2026-09-30');
  });

  it('adding and counting agree', () => {
    fc.assert(
      fc.property(dates2026, fc.integer({ min: 1, max: 300 }), (date, n) => {
        const { on } = countWorkingDays(calendar, date, n);
        expect(workingDaysAfter(calendar, date, on)).toBe(n);
        expect(workingDaysAfter(calendar, date, legalDate(dayNumber(on) - 1))).toBe(n - 1);
      }),
    );
  });

  it('adding forth and back from a working day comes home', () => {
    fc.assert(
      fc.property(dates2026, fc.integer({ min: 1, max: 60 }), (date, n) => {
        fc.pre(workingDayStatus(calendar, date) === 'working');
        expect(countWorkingDays(calendar, countWorkingDays(calendar, date, n).on, -n).on).toBe(date);
      }),
    );
  });

  it('is monotone in the date and strictly in the number', () => {
    fc.assert(
      fc.property(dates2026, fc.integer({ min: 1, max: 60 }), (date, n) => {
        const { on } = countWorkingDays(calendar, date, n);
        expect(countWorkingDays(calendar, legalDate(dayNumber(date) + 1), n).on >= on).toBe(true);
        expect(countWorkingDays(calendar, date, n + 1).on > on).toBe(true);
      }),
    );
  });
});

describe('makeCalendar', () => {
  const year = { year: 2026, rest: [d('2026-01-01')], makeUp: [d('2026-01-04')] };
  it.each([
    ['a year twice', [year, year]],
    ['a date of another year', [{ ...year, rest: [d('2027-01-01')] }]],
    ['a date that is both', [{ ...year, makeUp: [d('2026-01-01')] }]],
    ['a date that is none', [{ ...year, rest: [d('2026-02-30')] }]],
  ])('refuses %s', (_, years) => {
    expect(() => makeCalendar({ version: 1, years })).toThrow(RangeError);
  });
});
