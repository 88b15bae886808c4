import type { CalendarPreview, MovedLimit } from '../../contracts/api/calendar';
import type { CalendarDay } from '../../contracts/calendar';
import { Refused } from '../../contracts/errors';
import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { makeCalendar, type Calendar } from '../../domain/deadlines/calendar';
import { requireCalendarPost } from '../../domain/deadlines/calendar-posts';
import { bodiesOnCase } from '../../domain/people/relation';
import { bytesOf, idOf } from '../../persistence/bytes';
import { readCalendar, type StoredCalendar } from '../../persistence/deadlines/calendar-repository';
import { CalendarDraftRepository, type CalendarDraft } from '../../persistence/deadlines/calendar-draft-repository';
import { CalendarVersionRepository } from '../../persistence/deadlines/calendar-version-repository';
import { LedgerRepository, type LedgerRow } from '../../persistence/deadlines/ledger-repository';
import type { Sql } from '../../persistence/sql';
import { decodeCursor, encodeCursor, hexId } from '../cursor';
import type { ReadingRoom } from '../reading-room';
import { preparersOf, presentDraft } from './calendar';
import { dueOfRow } from './limits';

/** Cases read at once, and limits looked at for one page at most: a page may come short and still have a next. */
const chunk = 200;
const mostExamined = 4_000;

/**
 * What a prepared import would do: the days that change, and every live limit that would move, case by case, reckoned
 * by the same function as the ledger. Reads alone. Refused: not-found, draft-not-open.
 */
export function previewCalendar(
  room: ReadingRoom,
  actor: Actor,
  draftId: Id<'calendarDraft'>,
  query: { limit: number; after?: string },
): Promise<CalendarPreview> {
  return room.database.read(async (sql) => {
    const draft = await new CalendarDraftRepository(sql).find(draftId);
    if (!draft) throw new Refused('not-found');
    requireCalendarPost(actor, draft);
    if (draft.state !== 'open') throw new Refused('draft-not-open');
    const now = await readCalendar(sql);
    const next = await withDraft(sql, now, draft);
    const after = query.after === undefined ? null : (decodeCursor(query.after, [hexId])[0] ?? null);
    const calendars = { now: makeCalendar(now), next: makeCalendar(next) };
    const found = await findMoved(room, sql, actor, calendars, { after, limit: query.limit });
    return {
      draft: presentDraft(draft, actor, await preparersOf(sql, [draft])),
      content: draft.content,
      calendarVersion: now.version,
      changes: changesOf(now, next, draft),
      ...found,
    };
  });
}

/** The calendar as it would be. */
async function withDraft(sql: Sql, now: StoredCalendar, draft: CalendarDraft): Promise<StoredCalendar> {
  if (draft.province !== null) {
    const others = (now.provinces.get(draft.province) ?? []).filter((day) => !day.startsWith(String(draft.year)));
    const days = [...others, ...draft.days.map((one) => one.day)];
    return { ...now, provinces: new Map(now.provinces).set(draft.province, days) };
  }
  const versions = new CalendarVersionRepository(sql);
  const years = new Map(now.years.map((one) => [one.year, one]));
  for (const year of [draft.year, draft.year - 1]) {
    if (year !== draft.year && !years.has(year)) continue;
    const days = await versions.daysOfYear(year, draft);
    const of = (kind: CalendarDay['kind']) => days.filter((one) => one.kind === kind).map((one) => one.day);
    years.set(year, { year, rest: of('rest'), makeUp: of('make-up') });
  }
  return { ...now, years: [...years.values()] };
}

function changesOf(now: StoredCalendar, next: StoredCalendar, draft: CalendarDraft): CalendarPreview['changes'] {
  const [before, after] = [kindsOf(now, draft), kindsOf(next, draft)];
  const names = new Map<string, string>(draft.days.map((one) => [one.day, one.name]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((day) => before.get(day) !== after.get(day))
    .sort()
    .map((day) => ({ day, from: before.get(day) ?? null, to: after.get(day) ?? null, name: names.get(day) ?? '' }));
}

function kindsOf(calendar: StoredCalendar, { province, year }: CalendarDraft): Map<string, CalendarDay['kind']> {
  if (province !== null) return new Map((calendar.provinces.get(province) ?? []).map((day) => [day, 'rest' as const]));
  const near = calendar.years.filter((one) => one.year === year || one.year === year - 1);
  return new Map(
    near.flatMap(({ rest, makeUp }) => [
      ...rest.map((day) => [day, 'rest'] as const),
      ...makeUp.map((day) => [day, 'make-up'] as const),
    ]),
  );
}

interface CaseRow {
  id: Buffer;
  number: string;
  province: string;
  programme_version_id: Buffer;
  applicant_id: Buffer;
  province_id: Buffer;
  nation_id: Buffer;
  submitted_at: Date | null;
  window_opens: LegalDate | null;
  window_closes: LegalDate | null;
}

interface Calendars {
  now: Calendar;
  next: Calendar;
}

async function findMoved(
  room: ReadingRoom,
  sql: Sql,
  actor: Actor,
  calendars: Calendars,
  query: { after: string | null; limit: number },
): Promise<Pick<CalendarPreview, 'items' | 'next' | 'examined'>> {
  const items: MovedLimit[] = [];
  let examined = 0;
  let after = query.after;
  for (;;) {
    const cases = await casesAfter(sql, after);
    const rows = await new LedgerRepository(sql).openOf(cases.map((one) => idOf('case', one.id)));
    for (const one of cases) {
      // Whole cases only: the cursor names the last one that was looked at.
      if (items.length >= query.limit || examined >= mostExamined)
        return { items, next: after && encodeCursor([after]), examined };
      after = one.id.toString('hex');
      const ledger = rows.get(idOf('case', one.id)) ?? [];
      examined += ledger.length;
      if (ledger.length > 0) items.push(...(await movedOf(room, sql, actor, calendars, one, ledger)));
    }
    if (cases.length < chunk) return { items, next: null, examined };
  }
}

function casesAfter(sql: Sql, after: string | null): Promise<CaseRow[]> {
  return sql.rows<CaseRow>(
    `SELECT f.id, f.number, f.province, f.programme_version_id, f.applicant_id, f.province_id, f.nation_id,
            f.submitted_at, l.window_opens, l.window_closes
     FROM case_file f LEFT JOIN declaration_call l ON l.id = f.call_id
     WHERE f.id > ? AND (f.status IN ('open', 'on-hold') OR f.archive = 'open') ORDER BY f.id LIMIT ${String(chunk)}`,
    [after === null ? Buffer.alloc(0) : bytesOf(`case_${after}`)],
  );
}

async function movedOf(
  room: ReadingRoom,
  sql: Sql,
  actor: Actor,
  calendars: Calendars,
  row: CaseRow,
  ledger: readonly LedgerRow[],
): Promise<MovedLimit[]> {
  const { content } = await room.programme(sql, idOf('programme', row.programme_version_id));
  const { province, window_opens: windowOpens, window_closes: windowCloses } = row;
  const callDates: Record<string, LegalDate> = windowOpens && windowCloses ? { windowOpens, windowCloses } : {};
  const setting = { programme: content, province, legalNow: 0, callDates };
  const inside = bodiesOnCase(actor, {
    applicantId: idOf('organisation', row.applicant_id),
    provinceId: idOf('organisation', row.province_id),
    nationId: idOf('organisation', row.nation_id),
    submitted: row.submitted_at !== null,
    archive: null,
    callId: null,
  });
  return ledger.flatMap((limit): MovedLimit[] => {
    const from = dueOfRow(limit, { ...setting, calendar: calendars.now });
    const to = dueOfRow(limit, { ...setting, calendar: calendars.next });
    const settled = from.provisional && !to.provisional;
    if (from.dueOn === to.dueOn && !settled) return [];
    const seen = inside.size > 0;
    const named = inside.has(limit.body) || (seen && limit.kind !== 'internal' && limit.requestId === null);
    return [
      {
        caseId: seen ? idOf('case', row.id) : null,
        caseNumber: seen ? row.number : null,
        title: named ? (content.deadlines.find((one) => one.id === limit.ruleId)?.title ?? null) : null,
        body: limit.body,
        province,
        from: from.dueOn,
        to: to.dueOn,
        settled,
      },
    ];
  });
}
