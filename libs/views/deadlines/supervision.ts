import type { Supervision } from '../../contracts/api/supervision';
import type { Id } from '../../contracts/ids';
import { bodyOfRole, type Actor, type Body, type Role } from '../../contracts/posts';
import { bodyOfStage, type Stage, type Step } from '../../contracts/procedure';
import { bytesOf, idOf } from '../../persistence/bytes';
import type { Sql } from '../../persistence/sql';
import { readCase, type ReadCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';
import { readCalls, readOrders } from './orders';

/** Urges, orders and calls of a case, as far as the reader's bodies may know. Refused as `not-found`. */
export function readSupervision(room: ReadingRoom, actor: Actor, caseId: Id<'case'>): Promise<Supervision> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    return {
      urges: await readUrges(sql, read),
      orders: await readOrders(room, sql, actor, read),
      calls: await readCalls(sql, read),
    };
  });
}

interface UrgeRow {
  urge_id: Buffer;
  working_day: string;
  body: Body;
  at: Date;
  note: string | null;
  person_id: Buffer;
  name_zh: string;
  name_en: string;
  by_role: Role;
  stage: Stage;
  step: Step;
  task_role: Role | null;
}

/** A body reads what it urged and what it was urged to; names of its own people, steps of its own desk. */
async function readUrges(sql: Sql, read: ReadCase): Promise<Supervision['urges']> {
  const rows = await sql.rows<UrgeRow>(
    `SELECT u.urge_id, u.working_day, u.body, u.at, u.note, n.id AS person_id, n.name_zh, n.name_en, p.role AS by_role,
            t.stage, t.step, t.role AS task_role
     FROM task_urge u JOIN task t ON t.id = u.task_id JOIN person n ON n.id = u.by_person JOIN post p ON p.id = u.by_post
     WHERE u.case_id = ? ORDER BY u.urge_id DESC, t.id`,
    [bytesOf(read.file.id)],
  );
  const urges = new Map<string, Supervision['urges'][number]>();
  for (const row of rows) {
    const desk = (row.task_role && bodyOfRole[row.task_role]) ?? bodyOfStage[row.stage];
    if (!read.bodies.has(desk) && !read.bodies.has(row.body)) continue;
    const id = idOf('urge', row.urge_id);
    const urge = urges.get(id) ?? urgeOf(id, row, read);
    if (read.bodies.has(desk) && !urge.steps.includes(row.step)) urge.steps.push(row.step);
    urges.set(id, urge);
  }
  return [...urges.values()];
}

const urgeOf = (id: string, row: UrgeRow, read: ReadCase): Supervision['urges'][number] => ({
  id,
  at: row.at.toISOString(),
  workingDay: row.working_day,
  body: row.body,
  by: read.bodies.has(row.body)
    ? { id: idOf('person', row.person_id), name: { zh: row.name_zh, en: row.name_en }, role: row.by_role }
    : null,
  note: row.note,
  steps: [],
});
