import { createHash } from 'node:crypto';
import type { CalendarDay, CalendarNotice } from '../../contracts/calendar';
import type { Id } from '../../contracts/ids';
import { bytesOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface NewCalendarVersion {
  version: number;
  kind: 'seed' | 'import' | 'provincial';
  /** Of the notice; null for the seed. */
  year: number | null;
  province: string | null;
  notice: CalendarNotice;
  prepared: { person: Id<'person'>; post: Id<'post'> } | null;
  published: { person: Id<'person'>; post: Id<'post'> } | null;
  /** Legal instant. */
  at: number;
  content: string;
}

interface DayRow {
  day: CalendarDay['day'];
  kind: CalendarDay['kind'];
  name: string;
}

/** Versions of the calendar, and the calendar of now that is made from them. */
export class CalendarVersionRepository {
  constructor(private readonly sql: Sql) {}

  /** The number of now; the row stays locked until the commit, so that versions come one after the other. */
  async lockVersion(): Promise<number> {
    const row = await this.sql.row<{ calendar_version: number }>(
      'SELECT calendar_version FROM clock WHERE id = 1 FOR UPDATE',
    );
    if (!row) throw new Error('there is no clock');
    return row.calendar_version;
  }

  async insert(version: NewCalendarVersion, days: readonly CalendarDay[]): Promise<void> {
    const { prepared, published, notice } = version;
    await this.sql.insert('calendar_version', [
      {
        version: version.version,
        kind: version.kind,
        year: version.year,
        province: version.province,
        notice_title: notice.title.slice(0, 200),
        notice_number: notice.number,
        notice_date: notice.date,
        prepared_person: prepared && bytesOf(prepared.person),
        prepared_post: prepared && bytesOf(prepared.post),
        published_person: published && bytesOf(published.person),
        published_post: published && bytesOf(published.post),
        at: toSql(version.at),
        content: version.content,
        hash: createHash('sha256').update(version.content).digest(),
      },
    ]);
    await this.sql.insert(
      'calendar_version_day',
      days.map(({ day, kind, name }) => ({ version: version.version, day, kind, name_zh: name })),
    );
  }

  /**
   * The days a calendar year has: those of its own notice, or of the seed, and over them those of the next year's
   * notice that lie in its December. `draft` stands for the notice of its year as if it were published.
   */
  async daysOfYear(year: number, draft?: { year: number; days: readonly CalendarDay[] }): Promise<CalendarDay[]> {
    const found = new Map<string, CalendarDay>();
    for (const noticeYear of [year, year + 1]) {
      const given = draft?.year === noticeYear ? draft.days : await this.given(noticeYear, year);
      for (const day of given) if (day.day.startsWith(`${String(year)}-`)) found.set(day.day, day);
    }
    return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  /** What the last notice of a year, or the seed where none was imported, says of the days in `within`. */
  private async given(noticeYear: number, within: number): Promise<CalendarDay[]> {
    const last = await this.sql.row<{ version: number | null }>(
      "SELECT MAX(version) AS version FROM calendar_version WHERE kind = 'import' AND year = ?",
      [noticeYear],
    );
    const range = [`${String(within)}-01-01`, `${String(within)}-12-31`];
    if (last?.version) {
      return this.sql.rows<DayRow>(
        'SELECT day, kind, name_zh AS name FROM calendar_version_day WHERE version = ? AND day BETWEEN ? AND ?',
        [last.version, ...range],
      );
    }
    if (noticeYear !== within) return [];
    return this.sql.rows<DayRow>(
      `SELECT d.day, d.kind, d.name_zh AS name FROM calendar_version_day d
       JOIN calendar_version v ON v.version = d.version AND v.kind = 'seed' WHERE d.day BETWEEN ? AND ?`,
      range,
    );
  }

  async coveredYears(): Promise<Set<number>> {
    return new Set((await this.sql.rows<{ year: number }>('SELECT year FROM calendar_year')).map(({ year }) => year));
  }

  /** Makes a year of the calendar of now; `source` only where the notice is the year's own. */
  async putYear(year: number, version: number, source: string | null, days: readonly CalendarDay[]): Promise<void> {
    await this.sql.run('DELETE FROM calendar_day WHERE year = ?', [year]);
    await this.sql.insert(
      'calendar_day',
      days.map(({ day, kind, name }) => ({ day, year, kind, name_zh: name })),
    );
    if (source === null) await this.sql.run('UPDATE calendar_year SET version = ? WHERE year = ?', [version, year]);
    else {
      await this.sql.run(
        `INSERT INTO calendar_year (year, version, source, basis) VALUES (?, ?, ?, 'verified')
         ON DUPLICATE KEY UPDATE version = VALUES(version), source = VALUES(source), basis = VALUES(basis)`,
        [year, version, source.slice(0, 200)],
      );
    }
  }

  /** The local rest days of a province in a year, in place of those before. */
  async putProvince(province: string, year: number, days: readonly CalendarDay[]): Promise<void> {
    await this.sql.run('DELETE FROM calendar_province_day WHERE province = ? AND year = ?', [province, year]);
    await this.sql.insert(
      'calendar_province_day',
      days.map(({ day, name }) => ({ province, day, year, name_zh: name })),
    );
  }

  async setCurrent(version: number): Promise<void> {
    await this.sql.run('UPDATE clock SET calendar_version = ? WHERE id = 1', [version]);
  }
}
