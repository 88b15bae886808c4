import { namedOfDay, type MyMonth } from '../../contracts/api/calendar-feed';
import type { LegalDate } from '../../contracts/deadlines';
import { audiencesOf, type Actor } from '../../contracts/posts';
import { bodyOfStage, type Stage, type Step } from '../../contracts/procedure';
import { calendarOf } from '../../domain/deadlines/calendar';
import { instantAt, legalDateOf } from '../../domain/deadlines/legal-day';
import { lightOf } from '../../domain/deadlines/light';
import { bytesOf, idOf } from '../../persistence/bytes';
import type { Sql, Value } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';
import { limitAsShown } from './limits';

const zone = { zone: 'Asia/Shanghai' } as const;
const day = 86_400_000;

interface Row {
  task_id: Buffer;
  due_at: Date;
  of_day: number | string;
  case_id: Buffer;
  number: string;
  stage: Stage;
  step: Step;
  province: string;
  provisional: number | null;
  clock_offset: number | string;
  calendar_version: number;
  programme_version_id: Buffer;
  rule_id: string | null;
}

/** What is due in a month on the reader's open tasks: one statement bounded by the month, however long the inbox is. */
export function readMyMonth(room: ReadingRoom, actor: Actor, month: string): Promise<MyMonth> {
  const [from, to] = boundsOf(month);
  return room.database.read(async (sql) => {
    const rows = await dueBetween(sql, actor, { from, to, everyDay: namedOfDay });
    const days = new Map<LegalDate, MyMonth['days'][number]>();
    for (const row of rows) {
      const on = legalDateOf(row.due_at.getTime(), zone);
      const one = days.get(on) ?? { day: on, count: Number(row.of_day), items: [] };
      one.items.push(await present(room, sql, row));
      days.set(on, one);
    }
    return { month, days: [...days.values()] };
  });
}

/** The first and the last instant (exclusive) of a legal month. */
function boundsOf(month: string): [number, number] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const after = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  return [`${month}-01`, after].map((date) => instantAt(date as LegalDate, '00:00', zone.zone)) as [number, number];
}

/** A union over the audiences, as the inbox reads them; `of_day` counts all tasks of the row's legal day. */
async function dueBetween(
  sql: Sql,
  actor: Actor,
  range: { from: number; to: number; everyDay: number },
): Promise<Row[]> {
  const audiences = audiencesOf(actor);
  const [from, to] = [new Date(range.from), new Date(range.to)];
  const parts = audiences.map(
    () => 'SELECT due_at, task_id FROM task_audience WHERE audience = ? AND due_at >= ? AND due_at < ?',
  );
  // Legal days begin at 16:00 UTC.
  const dayOf = 'DATE(TIMESTAMPADD(HOUR, 8, due_at))';
  return sql.rows<Row>(
    `SELECT a.task_id, a.due_at, a.of_day, t.case_id, c.number, t.stage, t.step, c.province, d.provisional, d.rule_id,
            c.programme_version_id, k.offset_ms AS clock_offset, k.calendar_version
     FROM (SELECT due_at, task_id, COUNT(*) OVER (PARTITION BY ${dayOf}) AS of_day,
                  ROW_NUMBER() OVER (PARTITION BY ${dayOf} ORDER BY due_at, task_id) AS place
           FROM (${parts.join(' UNION ')}) u) a
     JOIN task t ON t.id = a.task_id JOIN case_file c ON c.id = t.case_id JOIN clock k ON k.id = 1
     LEFT JOIN deadline d ON d.id = (SELECT e.id FROM deadline e WHERE e.case_id = t.case_id AND e.closed_at IS NULL
       AND e.due_at = a.due_at AND (e.task_id IS NULL OR e.task_id = t.id) ORDER BY e.id LIMIT 1)
     WHERE a.place <= ? ORDER BY a.due_at, a.task_id`,
    [...audiences.flatMap((audience): Value[] => [audience, from, to]), range.everyDay],
  );
}

async function present(room: ReadingRoom, sql: Sql, row: Row): Promise<MyMonth['days'][number]['items'][number]> {
  const { content } = await room.programme(sql, idOf('programme', row.programme_version_id));
  const calendar = await room.calendar(sql, row.calendar_version);
  const name = content.deadlines.find((rule) => rule.id === row.rule_id)?.ladder;
  const shown = {
    state: 'running' as const,
    dueOn: legalDateOf(row.due_at.getTime(), content.day),
    dueAt: row.due_at.getTime(),
    pausedSince: null,
    pausedUntil: null,
    remainingDays: null,
    provisional: row.provisional === 1,
  };
  const counting = calendarOf(calendar, bodyOfStage[row.stage], row.province);
  const ladder = name ? (content.ladders[name] ?? null) : null;
  const light = lightOf(shown, room.legalNow(row.clock_offset), counting, content.day, ladder);
  return {
    taskId: idOf('task', row.task_id),
    caseId: idOf('case', row.case_id),
    caseNumber: row.number,
    step: row.step,
    limit: limitAsShown(light, shown),
  };
}

/** A deadline as a subscribed calendar is told of it: number, step and date, nothing else. */
export interface FeedDeadline {
  taskId: string;
  number: string;
  step: Step;
  dueOn: LegalDate;
  provisional: boolean;
}

const behind = 31 * day;
const ahead = 400 * day;
/** More than a person could do; a calendar program takes it in at once. */
const mostInFeed = 1000;

/**
 * Open tasks that wait for the person (not those a colleague holds) with a due date from a month ago to a year ahead,
 * the earliest first.
 */
export function readFeedDeadlines(room: ReadingRoom, actor: Actor): Promise<FeedDeadline[]> {
  return room.database.read(async (sql) => {
    const audiences = audiencesOf(actor);
    const clock = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
    const now = room.legalNow(clock?.offset_ms ?? 0);
    const [from, to] = [new Date(now - behind), new Date(now + ahead)];
    const parts = audiences.map(
      () =>
        `(SELECT x.due_at, x.task_id FROM task_audience x STRAIGHT_JOIN task y ON y.id = x.task_id
          WHERE x.audience = ? AND x.due_at >= ? AND x.due_at < ?
            AND (y.holder_id IS NULL OR y.holder_id = ? OR y.assigned_to = ?)
          ORDER BY x.due_at, x.task_id LIMIT ${String(mostInFeed)})`,
    );
    const me = bytesOf(actor.personId);
    const rows = await sql.rows<Row>(
      `SELECT a.task_id, a.due_at, t.step, c.number, d.provisional
       FROM (SELECT due_at, task_id FROM (${parts.join(' UNION ')}) u ORDER BY due_at, task_id LIMIT ${String(mostInFeed)}) a
       JOIN task t ON t.id = a.task_id JOIN case_file c ON c.id = t.case_id
       LEFT JOIN deadline d ON d.id = (SELECT e.id FROM deadline e WHERE e.case_id = t.case_id AND e.closed_at IS NULL
         AND e.due_at = a.due_at AND (e.task_id IS NULL OR e.task_id = t.id) ORDER BY e.id LIMIT 1)
       ORDER BY a.due_at, a.task_id`,
      audiences.flatMap((audience): Value[] => [audience, from, to, me, me]),
    );
    return rows.map((row) => ({
      taskId: idOf('task', row.task_id),
      number: row.number,
      step: row.step,
      dueOn: legalDateOf(row.due_at.getTime(), zone),
      provisional: row.provisional === 1,
    }));
  });
}
