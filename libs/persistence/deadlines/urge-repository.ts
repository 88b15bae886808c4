import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Body } from '../../contracts/posts';
import { bytesOf, idOf } from '../bytes';
import { toSql } from '../instants';
import { marks, type Sql } from '../sql';

export interface Urge {
  id: Id<'urge'>;
  caseId: Id<'case'>;
  taskIds: Id<'task'>[];
  workingDay: LegalDate;
  body: Body;
  byPerson: Id<'person'>;
  byPost: Id<'post'>;
  note: string | null;
  at: number;
}

export class UrgeRepository {
  constructor(private readonly sql: Sql) {}

  /** Which of the tasks were urged for that working day already. */
  async urgedOn(tasks: Id<'task'>[], workingDay: LegalDate): Promise<Set<Id<'task'>>> {
    if (tasks.length === 0) return new Set();
    const rows = await this.sql.rows<{ task_id: Buffer }>(
      `SELECT task_id FROM task_urge WHERE task_id IN (${marks(tasks.length)}) AND working_day = ?`,
      [...tasks.map(bytesOf), workingDay],
    );
    return new Set(rows.map((row) => idOf('task', row.task_id)));
  }

  async add(urge: Urge): Promise<void> {
    await this.sql.insert(
      'task_urge',
      urge.taskIds.map((task) => ({
        task_id: bytesOf(task),
        working_day: urge.workingDay,
        urge_id: bytesOf(urge.id),
        case_id: bytesOf(urge.caseId),
        body: urge.body,
        by_person: bytesOf(urge.byPerson),
        by_post: bytesOf(urge.byPost),
        note: urge.note,
        at: toSql(urge.at),
      })),
    );
  }
}
