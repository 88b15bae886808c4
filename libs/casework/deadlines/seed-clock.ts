import type { HolidayNotice } from '../../contracts/reference';
import type { Sql } from '../../persistence/sql';
import { seedYears } from '../../platform/config-files/seed-calendar';

/** The one row of the legal clock; a fresh stack may begin on another day. Nothing where it is there already. */
export async function seedClock(sql: Sql, beginning: number | null, machineNow: number): Promise<void> {
  const offset = beginning === null ? 0 : beginning - machineNow;
  await sql.run('INSERT IGNORE INTO clock (id, offset_ms, target_at, calendar_version) VALUES (1, ?, NULL, 0)', [
    offset,
  ]);
}

/** Fills the calendar where no year is known yet, as version 1. */
export async function seedCalendar(sql: Sql, notices: HolidayNotice[]): Promise<void> {
  const known = await sql.row<{ year: number }>('SELECT year FROM calendar_year LIMIT 1');
  if (known) return;
  const years = seedYears(notices);
  await sql.insert(
    'calendar_year',
    years.map(({ year, basis }) => ({ year, version: 1, source: 'chinese-days 1.5.7', basis })),
  );
  for (const { year, rest, makeUp } of years) {
    const day = (kind: string) => (date: string) => ({ day: date, year, kind, name_zh: '' });
    await sql.insert('calendar_day', [...rest.map(day('rest')), ...makeUp.map(day('make-up'))]);
  }
  await sql.run('UPDATE clock SET calendar_version = 1 WHERE id = 1');
}

/** Legal instant now, for what runs outside a case. */
export async function legalNow(sql: Sql, machineNow: number): Promise<number> {
  const row = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
  return machineNow + Number(row?.offset_ms ?? 0);
}
