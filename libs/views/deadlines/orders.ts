import type { Supervision } from '../../contracts/api/supervision';
import type { LegalDate } from '../../contracts/deadlines';
import type { Actor, Body, Role } from '../../contracts/posts';
import type { Step, TaskState } from '../../contracts/procedure';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { entitled } from '../../domain/people/entitlement';
import { bytesOf, idOf, idOrNull } from '../../persistence/bytes';
import { marks, type Sql } from '../../persistence/sql';
import { partiesOf, type ReadCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';

type Order = Supervision['orders'][number];

interface OrderRow {
  id: Buffer;
  number: string;
  body: Body;
  state: Order['state'];
  demand: string;
  reply_due: LegalDate;
  task_id: Buffer;
  step: Step;
  to_role: Role;
  to_person: Buffer | null;
  to_zh: string | null;
  to_en: string | null;
  by_person: Buffer;
  by_zh: string;
  by_en: string;
  by_role: Role;
  issued_at: Date;
  answer: string | null;
  answered_by: Buffer | null;
  answered_zh: string | null;
  answered_en: string | null;
  answered_at: Date | null;
  ended_by: Buffer | null;
  ended_zh: string | null;
  ended_en: string | null;
  ended_at: Date | null;
  end_note: string | null;
  repeated: string | null;
  rung_at: Date | null;
  task_state: TaskState;
  task_holder: Buffer | null;
}

/** Orders of the reader's own bodies, newest first, with what the reader may do with each. */
export async function readOrders(room: ReadingRoom, sql: Sql, actor: Actor, read: ReadCase): Promise<Order[]> {
  const bodies = [...read.bodies];
  if (bodies.length === 0) return [];
  const rows = await sql.rows<OrderRow>(
    `SELECT x.*, b.name_zh AS by_zh, b.name_en AS by_en, p.role AS by_role, t.name_zh AS to_zh, t.name_en AS to_en,
            a.name_zh AS answered_zh, a.name_en AS answered_en, e.name_zh AS ended_zh, e.name_en AS ended_en,
            r.number AS repeated, k.state AS task_state, IF(k.state = 'open', k.holder_id, IF(x.to_person IS NULL, NULL, k.decided_by)) AS task_holder
     FROM supervision_order x JOIN person b ON b.id = x.by_person JOIN post p ON p.id = x.by_post JOIN task k ON k.id = x.task_id
     LEFT JOIN person t ON t.id = x.to_person LEFT JOIN person a ON a.id = x.answered_by
     LEFT JOIN person e ON e.id = x.ended_by LEFT JOIN supervision_order r ON r.id = x.repeats
     WHERE x.case_id = ? AND x.body IN (${marks(bodies.length)}) ORDER BY x.id DESC`,
    [bytesOf(read.file.id), ...bodies],
  );
  const { day } = (await room.programme(sql, read.file.programmeVersionId)).content;
  const today = legalDateOf(room.legalNow(read.clockOffset), day);
  return rows.map((row) => ({
    id: idOf('order', row.id),
    number: row.number,
    body: row.body,
    state: row.state,
    demand: row.demand,
    replyDue: row.reply_due,
    overdue: row.state === 'open' && row.reply_due < today,
    taskId: idOf('task', row.task_id),
    step: row.step,
    toRole: row.to_role,
    toPerson: personOf(row.to_person, row.to_zh, row.to_en),
    by: { id: idOf('person', row.by_person), name: { zh: row.by_zh, en: row.by_en }, role: row.by_role },
    issuedAt: row.issued_at.toISOString(),
    answer: answerOf(row),
    ended: endOf(row),
    repeats: row.repeated,
    rungAt: row.rung_at?.toISOString() ?? null,
    allowedActions: actionsOn(actor, read, row),
  }));
}

const personOf = (id: Buffer | null, zh: string | null, en: string | null) =>
  id && { id: idOf('person', id), name: { zh: zh ?? '', en: en ?? '' } };

function answerOf(row: OrderRow): Order['answer'] {
  const by = personOf(row.answered_by, row.answered_zh, row.answered_en);
  return by && row.answer !== null && row.answered_at
    ? { text: row.answer, by, at: row.answered_at.toISOString() }
    : null;
}

function endOf(row: OrderRow): Order['ended'] {
  const by = personOf(row.ended_by, row.ended_zh, row.ended_en);
  return by && row.ended_at ? { by, at: row.ended_at.toISOString(), note: row.end_note } : null;
}

function actionsOn(actor: Actor, read: ReadCase, row: OrderRow): Order['allowedActions'] {
  const order = {
    state: row.state,
    body: row.body,
    toRole: row.to_role,
    toPerson: idOrNull('person', row.to_person),
    holderId: idOrNull('person', row.task_holder),
  };
  const on = { parties: partiesOf(read.file), acted: read.acted, order };
  const may = (action: 'answer' | 'close' | 'repeat') => entitled(actor, `order-${action}`, on).allowed;
  const repeatable = read.file.status === 'open' && row.task_state === 'open';
  return (['answer', 'close', 'repeat'] as const).filter(
    (action) => may(action) && (action !== 'repeat' || repeatable),
  );
}

/** What was said on the telephone, for the reader's own bodies, newest first. */
export async function readCalls(sql: Sql, read: ReadCase): Promise<Supervision['calls']> {
  const bodies = [...read.bodies];
  if (bodies.length === 0) return [];
  const rows = await sql.rows<{
    id: Buffer;
    called_on: LegalDate;
    whom: string;
    said: string;
    at: Date;
    by_person: Buffer;
    name_zh: string;
    name_en: string;
    role: Role;
  }>(
    `SELECT l.id, l.called_on, l.whom, l.said, l.at, l.by_person, n.name_zh, n.name_en, p.role
     FROM call_log l JOIN person n ON n.id = l.by_person JOIN post p ON p.id = l.by_post
     WHERE l.case_id = ? AND l.body IN (${marks(bodies.length)}) ORDER BY l.id DESC`,
    [bytesOf(read.file.id), ...bodies],
  );
  return rows.map((row) => ({
    id: idOf('talk', row.id),
    calledOn: row.called_on,
    whom: row.whom,
    said: row.said,
    by: { id: idOf('person', row.by_person), name: { zh: row.name_zh, en: row.name_en }, role: row.role },
    at: row.at.toISOString(),
  }));
}
