import type { Sql } from '../sql';

export interface StoredYear {
  year: number;
  rest: string[];
  makeUp: string[];
}

export interface StoredCalendar {
  version: number;
  years: StoredYear[];
  /** Local rest days by two-digit province code. */
  provinces: Map<string, string[]>;
}

/** The whole calendar of now: a few thousand rows, read once for each version. */
export async function readCalendar(sql: Sql): Promise<StoredCalendar> {
  for (;;) {
    const before = await readVersion(sql);
    const calendar = await readDays(sql);
    // Read-committed statements may lie on both sides of a publication: days never go under another version's number.
    if ((await readVersion(sql)) === before) return { version: before, ...calendar };
  }
}

async function readVersion(sql: Sql): Promise<number> {
  const clock = await sql.row<{ calendar_version: number }>('SELECT calendar_version FROM clock WHERE id = 1');
  return clock?.calendar_version ?? 0;
}

async function readDays(sql: Sql): Promise<Omit<StoredCalendar, 'version'>> {
  const years = await sql.rows<{ year: number }>('SELECT year FROM calendar_year ORDER BY year');
  const days = await sql.rows<{ day: string; year: number; kind: string }>('SELECT day, year, kind FROM calendar_day');
  const local = await sql.rows<{ province: string; day: string }>('SELECT province, day FROM calendar_province_day');
  const provinces = new Map<string, string[]>();
  for (const { province, day } of local) provinces.set(province, [...(provinces.get(province) ?? []), day]);
  return {
    years: years.map(({ year }) => ({
      year,
      rest: days.filter((day) => day.year === year && day.kind === 'rest').map((day) => day.day),
      makeUp: days.filter((day) => day.year === year && day.kind === 'make-up').map((day) => day.day),
    })),
    provinces,
  };
}
