import { join } from 'node:path';
import { CalendarYear } from '../../contracts/deadlines';
import { HolidayNotice } from '../../contracts/reference';
import { readConfig } from './config-file';
import { seedYears, yearOfNotice } from './seed-calendar';

const notice = readConfig(join(__dirname, '../../../config/reference/holidays-2026.json'), HolidayNotice);
const seeded = seedYears([notice]);

it('covers 2004 to 2026 and no year more', () => {
  expect(seeded.map((row) => row.year)).toEqual(Array.from({ length: 23 }, (_, i) => 2004 + i));
  for (const { basis, ...year } of seeded) {
    CalendarYear.parse(year);
    expect(basis).toBe(year.year === 2026 ? 'verified' : 'unverified');
    const dates = [...year.rest, ...year.makeUp];
    expect(dates.every((date) => date.startsWith(String(year.year)))).toBe(true);
    expect(new Set(dates).size).toBe(dates.length);
    expect(year.makeUp.every((date) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()))).toBe(true);
  }
});

it('has the longest holidays of every year', () => {
  for (const { year, rest } of seeded) expect(rest).toContain(`${year}-10-01`);
});

it('says of 2026 what the notice says', () => {
  const { basis, ...year } = seeded.at(-1) ?? { basis: null };
  expect(basis).toBe('verified');
  expect(year).toEqual(yearOfNotice(notice));
});

it('refuses to go on where the notice says something else', () => {
  const other = { ...notice, makeUp: notice.makeUp.slice(1) };
  expect(() => seedYears([other])).toThrow('differs from the holiday notice in makeUp');
  const longer = {
    ...notice,
    holidays: notice.holidays.map((row) => (row.to === '2026-10-07' ? { ...row, to: '2026-10-08' } : row)),
  };
  expect(() => seedYears([longer])).toThrow('differs from the holiday notice in rest');
});
