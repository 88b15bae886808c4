import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bytesOf, idOf } from '../../persistence/bytes';
import { TaskRepository, type Task } from '../../persistence/cases/task-repository';
import type { Sql } from '../../persistence/sql';
import { readCase, seesTask, type ReadCase } from '../cases/case-reader';

/** A task the reader may know of, with its case and all tasks of that. Refused as `not-found`. */
export async function seenTask(
  sql: Sql,
  actor: Actor,
  taskId: Id<'task'>,
): Promise<{ read: ReadCase; task: Task; tasks: Task[] }> {
  const owner = await sql.row<{ case_id: Buffer }>('SELECT case_id FROM task WHERE id = ?', [bytesOf(taskId)]);
  if (!owner) throw new Refused('not-found');
  const read = await readCase(sql, actor, idOf('case', owner.case_id));
  const tasks = await new TaskRepository(sql).ofCase(read.file.id);
  const task = tasks.find((one) => one.id === taskId);
  if (!task || !(task.personId === actor.personId || seesTask(read, task))) throw new Refused('not-found');
  return { read, task, tasks };
}
