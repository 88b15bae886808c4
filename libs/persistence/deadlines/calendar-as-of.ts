import { toSql } from '../instants';
import { marks, type Sql } from '../sql';
import { readCalendar, type StoredCalendar, type StoredYear } from './calendar-repository';

interface VersionRow {
  version: number;
  kind: 'seed' | 'import' | 'provincial';
  year: number | null;
  province: string | null;
}

interface DayRow {
  version: number;
  day: string;
  kind: 'rest' | 'make-up';
}

/**
 * The calendar as it was at a legal instant: the seed, and of every notice the last version published by then. What has
 * not changed since is the calendar of now.
 */
export async function readCalendarAsOf(sql: Sql, at: number): Promise<StoredCalendar> {
  const later = await sql.row("SELECT version FROM calendar_version WHERE kind <> 'seed' AND at > ? LIMIT 1", [
    toSql(at),
  ]);
  if (!later) return readCalendar(sql);
  return madeOf(
    sql,
    await sql.rows<VersionRow>(
      "SELECT version, kind, year, province FROM calendar_version WHERE kind = 'seed' OR at <= ? ORDER BY version",
      [toSql(at)],
    ),
  );
}

/** The calendar as a version published it; that never changes again. */
export async function readCalendarVersion(sql: Sql, version: number): Promise<StoredCalendar> {
  return madeOf(
    sql,
    await sql.rows<VersionRow>(
      'SELECT version, kind, year, province FROM calendar_version WHERE version <= ? ORDER BY version',
      [version],
    ),
  );
}

async function madeOf(sql: Sql, versions: readonly VersionRow[]): Promise<StoredCalendar> {
  // Later versions of one notice take the place of earlier ones.
  const last = new Map(versions.map((one) => [`${one.kind} ${String(one.year)} ${one.province ?? ''}`, one]));
  const used = [...last.values()];
  const days = await sql.rows<DayRow>(
    `SELECT version, day, kind FROM calendar_version_day WHERE version IN (${marks(Math.max(used.length, 1))}) ORDER BY day`,
    used.length > 0 ? used.map((one) => one.version) : [-1],
  );
  return { version: Math.max(0, ...versions.map((one) => one.version)), ...assembled(used, days) };
}

function assembled(used: readonly VersionRow[], days: readonly DayRow[]): Omit<StoredCalendar, 'version'> {
  const daysOf = (version: number, year: string): DayRow[] =>
    days.filter((one) => one.version === version && one.day.startsWith(`${year}-`));
  const seed = used.find((one) => one.kind === 'seed');
  const imports = new Map(
    used.flatMap((one) => (one.kind === 'import' && one.year !== null ? [[one.year, one.version]] : [])),
  );
  const seeded = seed
    ? days.filter((one) => one.version === seed.version).map((one) => Number(one.day.slice(0, 4)))
    : [];
  const years = [...new Set([...seeded, ...imports.keys()])].sort((a, b) => a - b);
  return {
    years: years.map((year): StoredYear => {
      const own = imports.get(year) ?? seed?.version;
      const next = imports.get(year + 1);
      // A notice reaches into December of the year before, over what that year's own notice says.
      const found = new Map(
        [own, next]
          .flatMap((version) => (version === undefined ? [] : daysOf(version, String(year))))
          .map((one) => [one.day, one]),
      );
      const of = (kind: DayRow['kind']) => [...found.values()].filter((one) => one.kind === kind).map((one) => one.day);
      return { year, rest: of('rest'), makeUp: of('make-up') };
    }),
    provinces: provincesOf(used, days),
  };
}

function provincesOf(used: readonly VersionRow[], days: readonly DayRow[]): Map<string, string[]> {
  const provinces = new Map<string, string[]>();
  for (const { kind, version, province } of used) {
    if (kind !== 'provincial' || province === null) continue;
    const own = days.filter((one) => one.version === version).map((one) => one.day);
    provinces.set(province, [...(provinces.get(province) ?? []), ...own]);
  }
  return provinces;
}
