import type { CalendarDraftView, CalendarDrafts, CalendarJobView, CalendarView } from '../../contracts/api/calendar';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { mayPrepare, mayPublish } from '../../domain/deadlines/calendar-posts';
import { CalendarDraftRepository, type CalendarDraft } from '../../persistence/deadlines/calendar-draft-repository';
import { CalendarJobRepository } from '../../persistence/deadlines/calendar-job-repository';
import { type Sql } from '../../persistence/sql';
import { peopleNamed, type Names } from '../people/names';
import type { ReadingRoom } from '../reading-room';

interface YearRow {
  basis: string;
  source: string;
  notice_title: string | null;
  notice_number: string | null;
  notice_date: string | null;
  at: Date | null;
}

/** One year of the working-day calendar. Everybody who is signed in may read it. */
export function readCalendarYear(room: ReadingRoom, asked?: number): Promise<CalendarView> {
  return room.database.read(async (sql) => {
    const year = asked ?? (await yearOfNow(room, sql));
    const row = await sql.row<YearRow>(
      `SELECT y.basis, y.source, v.notice_title, v.notice_number, v.notice_date, v.at FROM calendar_year y
       LEFT JOIN calendar_version v ON v.version =
         (SELECT MAX(version) FROM calendar_version WHERE kind = 'import' AND year = y.year)
       WHERE y.year = ?`,
      [year],
    );
    const coverage = await sql.rows<{ year: number }>('SELECT year FROM calendar_year ORDER BY year');
    return {
      year,
      version: await new CalendarJobRepository(sql).currentVersion(),
      covered: row !== undefined,
      basis: row?.basis ?? null,
      notice: row ? { title: row.notice_title ?? row.source, number: row.notice_number, date: row.notice_date } : null,
      publishedAt: row?.at?.toISOString() ?? null,
      days: await sql.rows<CalendarView['days'][number]>(
        'SELECT day, kind, name_zh AS name FROM calendar_day WHERE year = ? ORDER BY day',
        [year],
      ),
      local: await sql.rows<CalendarView['local'][number]>(
        'SELECT province, day, name_zh AS name FROM calendar_province_day WHERE year = ? ORDER BY province, day',
        [year],
      ),
      coverage: coverage.map((one) => one.year),
    };
  });
}

async function yearOfNow(room: ReadingRoom, sql: Sql): Promise<number> {
  const clock = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
  return Number(legalDateOf(room.legalNow(clock?.offset_ms ?? 0), { zone: 'Asia/Shanghai' }).slice(0, 4));
}

/** Imports that wait for their publication, as far as the reader works on them; of others there is nothing to see. */
export function readCalendarDrafts(room: ReadingRoom, actor: Actor): Promise<CalendarDrafts> {
  return room.database.read(async (sql) => {
    const scopes = scopesOf(actor);
    const drafts = (
      await Promise.all(scopes.map((province) => new CalendarDraftRepository(sql).open(province)))
    ).flat();
    const names = await preparersOf(sql, drafts);
    return {
      items: drafts.map((draft) => presentDraft(draft, actor, names)),
      mayPrepare: scopes.filter((province) => mayPrepare(actor, { province })),
      latestJob: (await new CalendarJobRepository(sql).latest())?.id ?? null,
    };
  });
}

/** The nation (null) and the provinces whose imports the actor works on. */
function scopesOf(actor: Actor): (string | null)[] {
  const all = new Set<string | null>([null, ...actor.posts.map((post) => post.province)]);
  return [...all].filter((province) => mayPrepare(actor, { province }) || mayPublish(actor, { province }));
}

/** How far a publication has been carried to the open cases. Refused: not-found. */
export function readCalendarJob(room: ReadingRoom, id: Id<'calendarJob'>): Promise<CalendarJobView> {
  return room.database.read(async (sql) => {
    const job = await new CalendarJobRepository(sql).find(id);
    if (!job) throw new Refused('not-found');
    const { version, state, total, done, moved, failed, startedAt, endedAt } = job;
    const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
    return { id, version, state, total, done, moved, failed, startedAt: iso(startedAt), endedAt: iso(endedAt) };
  });
}

/** Those who prepared the drafts. */
export const preparersOf = (sql: Sql, drafts: readonly CalendarDraft[]): Promise<Names<'person'>> =>
  peopleNamed(
    sql,
    drafts.map((draft) => draft.preparedPerson),
  );

export function presentDraft(draft: CalendarDraft, actor: Actor, names: Names<'person'>): CalendarDraftView {
  const mine = draft.preparedPerson === actor.personId;
  return {
    id: draft.id,
    year: draft.year,
    province: draft.province,
    notice: draft.notice,
    preparedBy: names(draft.preparedPerson),
    preparedAt: new Date(draft.preparedAt).toISOString(),
    mine,
    mayPublish: !mine && mayPublish(actor, draft),
  };
}
