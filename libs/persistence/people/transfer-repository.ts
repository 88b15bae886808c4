import type { RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Step } from '../../contracts/procedure';
import type { Body, Role } from '../../contracts/posts';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface Transfer {
  id: Id<'transfer'>;
  personId: Id<'person'>;
  /** null: back to the posts. */
  toPerson: Id<'person'> | null;
  reason: string;
  ended: boolean;
}

export interface TransferItem {
  taskId: Id<'task'>;
  result: 'given' | 'released';
  reason: RefusalCode | null;
}

/** An open task that waits for a person: held by them, or asked of them by its holder. */
export interface WaitingTask {
  taskId: Id<'task'>;
  caseId: Id<'case'>;
  caseNumber: string;
  step: Step;
  role: Role | null;
  organisationId: Id<'organisation'> | null;
  dueAt: Date | null;
  as: 'holder' | 'seat' | 'reply';
}

/** An open supervision order addressed to somebody. */
export interface AddressedOrder {
  id: Id<'order'>;
  caseId: Id<'case'>;
  number: string;
  body: Body;
  organisationId: Id<'organisation'>;
  caseNumber: string;
  replyDue: string;
}

export class TransferRepository {
  constructor(private readonly sql: Sql) {}

  /** Open tasks of a person at one organisation, or everywhere, by case: the order in which cases are locked. */
  async waiting(person: Id<'person'>): Promise<WaitingTask[]> {
    const key = bytesOf(person);
    const rows = await this.sql.rows<{
      id: Buffer;
      case_id: Buffer;
      number: string;
      step: Step;
      role: Role | null;
      organisation_id: Buffer | null;
      due_at: Date | null;
      held: number;
    }>(
      `SELECT t.id, t.case_id, c.number, t.step, t.role, t.organisation_id, t.due_at, t.holder_id <=> ? AS held
       FROM task t JOIN case_file c ON c.id = t.case_id
       WHERE t.state = 'open' AND (t.holder_id = ? OR t.assigned_to = ?) ORDER BY t.case_id, t.id`,
      [key, key, key],
    );
    return rows.map((row) => ({
      taskId: idOf('task', row.id),
      caseId: idOf('case', row.case_id),
      caseNumber: row.number,
      step: row.step,
      role: row.role,
      organisationId: idOrNull('organisation', row.organisation_id),
      dueAt: row.due_at,
      as: row.held === 1 ? (row.role === null ? 'seat' : 'holder') : 'reply',
    }));
  }

  /** How many open tasks a person holds. */
  async held(person: Id<'person'>): Promise<number> {
    const row = await this.sql.row<{ held: number | string }>(
      "SELECT COUNT(*) AS held FROM task WHERE holder_id = ? AND state = 'open'",
      [bytesOf(person)],
    );
    return Number(row?.held ?? 0);
  }

  /** Open supervision orders addressed to a person, by case. */
  async orders(person: Id<'person'>): Promise<AddressedOrder[]> {
    const rows = await this.sql.rows<{
      id: Buffer;
      case_id: Buffer;
      number: string;
      body: Body;
      organisation_id: Buffer;
      case_number: string;
      reply_due: string;
    }>(
      `SELECT x.id, x.case_id, x.number, x.body, x.organisation_id, c.number AS case_number, x.reply_due
       FROM supervision_order x JOIN case_file c ON c.id = x.case_id
       WHERE x.to_person = ? AND x.state = 'open' ORDER BY x.case_id, x.id`,
      [bytesOf(person)],
    );
    return rows.map((row) => ({
      ...{ id: idOf('order', row.id), caseId: idOf('case', row.case_id), number: row.number, body: row.body },
      organisationId: idOf('organisation', row.organisation_id),
      ...{ caseNumber: row.case_number, replyDue: row.reply_due },
    }));
  }

  /** The post answers it. False where it is not open and theirs any more. */
  async giveToPost(order: Id<'order'>, from: Id<'person'>): Promise<boolean> {
    const touched = await this.sql.run(
      "UPDATE supervision_order SET to_person = NULL WHERE id = ? AND to_person = ? AND state = 'open'",
      [bytesOf(order), bytesOf(from)],
    );
    return touched === 1;
  }

  /** Orders about a task follow it; without a holder its post answers them. */
  async readdress(task: Id<'task'>, from: Id<'person'>, to: Id<'person'> | null): Promise<void> {
    await this.sql.run(
      "UPDATE supervision_order SET to_person = ? WHERE task_id = ? AND to_person = ? AND state = 'open'",
      [bytesOrNull(to), bytesOf(task), bytesOf(from)],
    );
  }

  async begin(
    transfer: Omit<Transfer, 'ended'> & { byPerson: Id<'person'>; byPost: Id<'post'>; at: number },
  ): Promise<void> {
    await this.sql.insert('task_transfer', [
      {
        id: bytesOf(transfer.id),
        person_id: bytesOf(transfer.personId),
        to_person: bytesOrNull(transfer.toPerson),
        reason: transfer.reason,
        by_person: bytesOf(transfer.byPerson),
        by_post: bytesOf(transfer.byPost),
        begun_at: toSql(transfer.at),
      },
    ]);
  }

  async find(id: Id<'transfer'>): Promise<Transfer | undefined> {
    const row = await this.sql.row<{
      person_id: Buffer;
      to_person: Buffer | null;
      reason: string;
      ended_at: Date | null;
    }>('SELECT person_id, to_person, reason, ended_at FROM task_transfer WHERE id = ?', [bytesOf(id)]);
    return (
      row && {
        id,
        personId: idOf('person', row.person_id),
        toPerson: idOrNull('person', row.to_person),
        reason: row.reason,
        ended: row.ended_at !== null,
      }
    );
  }

  async moved(id: Id<'transfer'>, item: TransferItem): Promise<void> {
    await this.sql.insert('task_transfer_item', [
      { transfer_id: bytesOf(id), task_id: bytesOf(item.taskId), result: item.result, reason: item.reason },
    ]);
  }

  async items(id: Id<'transfer'>): Promise<(TransferItem & { caseNumber: string; step: Step })[]> {
    const rows = await this.sql.rows<Omit<TransferItem, 'taskId'> & { task_id: Buffer; number: string; step: Step }>(
      `SELECT x.task_id, x.result, x.reason, t.step, c.number FROM task_transfer_item x
       JOIN task t ON t.id = x.task_id JOIN case_file c ON c.id = t.case_id
       WHERE x.transfer_id = ? ORDER BY x.task_id`,
      [bytesOf(id)],
    );
    return rows.map(({ task_id, number, step, result, reason }) => ({
      ...{ taskId: idOf('task', task_id), caseNumber: number, step },
      ...{ result, reason },
    }));
  }

  /** false where it had ended before. */
  async end(id: Id<'transfer'>, at: number): Promise<boolean> {
    const touched = await this.sql.run('UPDATE task_transfer SET ended_at = ? WHERE id = ? AND ended_at IS NULL', [
      toSql(at),
      bytesOf(id),
    ]);
    return touched > 0;
  }
}
