import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Body, Role } from '../../contracts/posts';
import type { Step } from '../../contracts/procedure';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { fromSql, fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

export type OrderState = 'open' | 'answered' | 'closed' | 'repeated';

export interface SupervisionOrder {
  id: Id<'order'>;
  caseId: Id<'case'>;
  number: string;
  body: Body;
  organisationId: Id<'organisation'>;
  taskId: Id<'task'>;
  step: Step;
  toRole: Role;
  toPerson: Id<'person'> | null;
  demand: string;
  replyDue: LegalDate;
  alarmAt: number;
  /** Calendar the alarm was reckoned by. */
  calendarVersion: number;
  rungAt: number | null;
  repeats: Id<'order'> | null;
  state: OrderState;
  byPerson: Id<'person'>;
  byPost: Id<'post'>;
  issuedAt: number;
}

interface Row {
  id: Buffer;
  case_id: Buffer;
  number: string;
  body: Body;
  organisation_id: Buffer;
  task_id: Buffer;
  step: Step;
  to_role: Role;
  to_person: Buffer | null;
  demand: string;
  reply_due: LegalDate;
  alarm_at: Date;
  calendar_version: number;
  rung_at: Date | null;
  repeats: Buffer | null;
  state: OrderState;
  by_person: Buffer;
  by_post: Buffer;
  issued_at: Date;
}

/** Supervision orders of a case; written under the lock of the case. */
export class OrderRepository {
  constructor(private readonly sql: Sql) {}

  async insert(order: SupervisionOrder): Promise<void> {
    await this.sql.insert('supervision_order', [
      {
        id: bytesOf(order.id),
        case_id: bytesOf(order.caseId),
        number: order.number,
        body: order.body,
        organisation_id: bytesOf(order.organisationId),
        task_id: bytesOf(order.taskId),
        step: order.step,
        to_role: order.toRole,
        to_person: bytesOrNull(order.toPerson),
        demand: order.demand,
        reply_due: order.replyDue,
        alarm_at: toSql(order.alarmAt),
        calendar_version: order.calendarVersion,
        repeats: bytesOrNull(order.repeats),
        state: order.state,
        by_person: bytesOf(order.byPerson),
        by_post: bytesOf(order.byPost),
        issued_at: toSql(order.issuedAt),
      },
    ]);
  }

  /** The case of an order, before its lock; undefined where there is none. */
  async caseOf(id: Id<'order'>): Promise<Id<'case'> | undefined> {
    const row = await this.sql.row<{ case_id: Buffer }>('SELECT case_id FROM supervision_order WHERE id = ?', [
      bytesOf(id),
    ]);
    return row && idOf('case', row.case_id);
  }

  async find(id: Id<'order'>): Promise<SupervisionOrder | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM supervision_order WHERE id = ?', [bytesOf(id)]);
    return row && orderOf(row);
  }

  /** Unanswered ones that nobody above was told of, the earliest alarm first. */
  async waiting(caseId: Id<'case'>): Promise<SupervisionOrder[]> {
    const rows = await this.sql.rows<Row>(
      "SELECT * FROM supervision_order WHERE case_id = ? AND state = 'open' AND rung_at IS NULL ORDER BY alarm_at, id",
      [bytesOf(caseId)],
    );
    return rows.map(orderOf);
  }

  async answer(id: Id<'order'>, answer: string, by: Id<'person'>, at: number): Promise<void> {
    await this.sql.run(
      "UPDATE supervision_order SET state = 'answered', answer = ?, answered_by = ?, answered_at = ? WHERE id = ?",
      [answer, bytesOf(by), toSql(at), bytesOf(id)],
    );
  }

  async end(
    id: Id<'order'>,
    state: 'closed' | 'repeated',
    by: Id<'person'>,
    at: number,
    note: string | null,
  ): Promise<void> {
    await this.sql.run(
      'UPDATE supervision_order SET state = ?, ended_by = ?, ended_at = ?, end_note = ? WHERE id = ?',
      [state, bytesOf(by), toSql(at), note, bytesOf(id)],
    );
  }

  async rearm(id: Id<'order'>, alarmAt: number, calendarVersion: number): Promise<void> {
    await this.sql.run('UPDATE supervision_order SET alarm_at = ?, calendar_version = ? WHERE id = ?', [
      toSql(alarmAt),
      calendarVersion,
      bytesOf(id),
    ]);
  }

  async rung(id: Id<'order'>, at: number): Promise<void> {
    await this.sql.run('UPDATE supervision_order SET rung_at = ? WHERE id = ?', [toSql(at), bytesOf(id)]);
  }
}

const orderOf = (row: Row): SupervisionOrder => ({
  id: idOf('order', row.id),
  caseId: idOf('case', row.case_id),
  number: row.number,
  body: row.body,
  organisationId: idOf('organisation', row.organisation_id),
  taskId: idOf('task', row.task_id),
  step: row.step,
  toRole: row.to_role,
  toPerson: idOrNull('person', row.to_person),
  demand: row.demand,
  replyDue: row.reply_due,
  alarmAt: fromSql(row.alarm_at),
  calendarVersion: row.calendar_version,
  rungAt: fromSqlOrNull(row.rung_at),
  repeats: idOrNull('order', row.repeats),
  state: row.state,
  byPerson: idOf('person', row.by_person),
  byPost: idOf('post', row.by_post),
  issuedAt: fromSql(row.issued_at),
});
