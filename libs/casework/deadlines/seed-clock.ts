import type { HolidayNotice } from '../../contracts/reference';
import type { Sql } from '../../persistence/sql';
import { CalendarVersionRepository } from '../../persistence/deadlines/calendar-version-repository';
import { seedYears, type SeedYear } from '../../platform/config-files/seed-calendar';

const seedSource = 'chinese-days 1.5.7';

/** The one row of the legal clock; a fresh stack may begin on another day. Nothing where it is there already. */
export async function seedClock(sql: Sql, beginning: number | null, machineNow: number): Promise<void> {
  const offset = beginning === null ? 0 : beginning - machineNow;
  await sql.run('INSERT IGNORE INTO clock (id, offset_ms, target_at, calendar_version) VALUES (1, ?, NULL, 0)', [
    offset,
  ]);
}

/** Fills the calendar where no year is known yet, as version 1. */
export async function seedCalendar(sql: Sql, notices: HolidayNotice[], machineNow: number): Promise<void> {
  const known = await sql.row<{ year: number }>('SELECT year FROM calendar_year LIMIT 1');
  if (known) return;
  const years = seedYears(notices);
  await sql.insert(
    'calendar_year',
    years.map(({ year, basis }) => ({ year, version: 1, source: seedSource, basis })),
  );
  for (const { year, rest, makeUp } of years) {
    const day = (kind: string) => (date: string) => ({ day: date, year, kind, name_zh: '' });
    await sql.insert('calendar_day', [...rest.map(day('rest')), ...makeUp.map(day('make-up'))]);
  }
  await sql.run('UPDATE clock SET calendar_version = 1 WHERE id = 1');
  await keepSeed(sql, years, machineNow);
}

/** The seed is the first version: what an import replaces can be found again. */
async function keepSeed(sql: Sql, years: readonly SeedYear[], machineNow: number): Promise<void> {
  const notice = { title: seedSource, number: null, date: null };
  const days = years.flatMap(({ rest, makeUp }) => [
    ...rest.map((day) => ({ day, kind: 'rest' as const, name: '' })),
    ...makeUp.map((day) => ({ day, kind: 'make-up' as const, name: '' })),
  ]);
  await new CalendarVersionRepository(sql).insert(
    {
      version: 1,
      kind: 'seed',
      year: null,
      province: null,
      notice,
      prepared: null,
      published: null,
      at: await legalNow(sql, machineNow),
      content: seedSource,
    },
    days,
  );
}

/** Legal instant now, for what runs outside a case. */
export async function legalNow(sql: Sql, machineNow: number): Promise<number> {
  const row = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
  return machineNow + Number(row?.offset_ms ?? 0);
}
