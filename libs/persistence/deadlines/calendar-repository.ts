import type { Sql } from '../sql';

export interface StoredYear {
  year: number;
  rest: string[];
  makeUp: string[];
}

/** The whole calendar: a few thousand rows, read once for each version. */
export async function readCalendar(sql: Sql): Promise<{ version: number; years: StoredYear[] }> {
  const clock = await sql.row<{ calendar_version: number }>('SELECT calendar_version FROM clock WHERE id = 1');
  const years = await sql.rows<{ year: number }>('SELECT year FROM calendar_year ORDER BY year');
  const days = await sql.rows<{ day: string; year: number; kind: string }>('SELECT day, year, kind FROM calendar_day');
  return {
    version: clock?.calendar_version ?? 0,
    years: years.map(({ year }) => ({
      year,
      rest: days.filter((day) => day.year === year && day.kind === 'rest').map((day) => day.day),
      makeUp: days.filter((day) => day.year === year && day.kind === 'make-up').map((day) => day.day),
    })),
  };
}
