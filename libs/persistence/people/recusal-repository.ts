import type { Id } from '../../contracts/ids';
import { bytesOf, bytesOrNull, idOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface Recusal {
  personId: Id<'person'>;
  taskId: Id<'task'>;
  caseId: Id<'case'>;
  postId: Id<'post'>;
  onBehalfOf: Id<'person'> | null;
  reason: string;
  wentTo: Id<'person'> | null;
  at: number;
}

/** Who stepped back from which task. */
export class RecusalRepository {
  constructor(private readonly sql: Sql) {}

  async insert(recusal: Recusal): Promise<void> {
    await this.sql.insert('task_recusal', [
      {
        person_id: bytesOf(recusal.personId),
        task_id: bytesOf(recusal.taskId),
        case_id: bytesOf(recusal.caseId),
        post_id: bytesOf(recusal.postId),
        on_behalf_of: bytesOrNull(recusal.onBehalfOf),
        reason: recusal.reason,
        went_to: bytesOrNull(recusal.wentTo),
        at: toSql(recusal.at),
      },
    ]);
  }

  /** Everybody who stepped back from a task. */
  async ofTask(taskId: Id<'task'>): Promise<Set<Id<'person'>>> {
    const rows = await this.sql.rows<{ person_id: Buffer }>('SELECT person_id FROM task_recusal WHERE task_id = ?', [
      bytesOf(taskId),
    ]);
    return new Set(rows.map((row) => idOf('person', row.person_id)));
  }
}
