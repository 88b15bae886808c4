import type { Id } from '../../contracts/ids';
import { bytesOf } from '../bytes';
import type { Sql } from '../sql';

const most = 20_000;

/** Which case a task is of: it never changes, so it is asked once and remembered; the longest unused are forgotten. */
export class TaskCases {
  private readonly known = new Map<Id<'task'>, Buffer>();

  /** Undefined where there is no such task. */
  async find(sql: Sql, taskId: Id<'task'>): Promise<Buffer | undefined> {
    const found = this.known.get(taskId) ?? (await read(sql, taskId));
    if (!found) return undefined;
    this.known.delete(taskId);
    this.known.set(taskId, found);
    const oldest = this.known.keys().next();
    if (this.known.size > most && !oldest.done) this.known.delete(oldest.value);
    return found;
  }
}

async function read(sql: Sql, taskId: Id<'task'>): Promise<Buffer | undefined> {
  return (await sql.row<{ case_id: Buffer }>('SELECT case_id FROM task WHERE id = ?', [bytesOf(taskId)]))?.case_id;
}
