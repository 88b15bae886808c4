import type { CasePage } from '../../contracts/api/cases';
import type { Actor } from '../../contracts/posts';
import { isRecallable } from '../../domain/cases/registry';
import { tasksUndone } from '../../domain/cases/recall';
import { stageTable } from '../../domain/cases/stages';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import { TaskRepository, type Task } from '../../persistence/cases/task-repository';
import type { Sql } from '../../persistence/sql';
import type { ReadCase } from './case-reader';

/** The reader's own acts that can still be taken back, by the same rule as the command. */
export async function readRecalls(
  sql: Sql,
  actor: Actor,
  read: ReadCase,
  stages: readonly CaseStage[],
): Promise<CasePage['recalls']> {
  const open = stages.at(-1);
  if (read.file.status !== 'open' || !open || open.endedAt !== null) return [];
  const before = stages.at(-2);
  const tasks = await new TaskRepository(sql).ofCase(read.file.id);
  return tasks
    .filter((task) => task.decidedBy === actor.personId && task.state === 'done')
    .filter((task) => isRecallable(task.stage, task.step, task.outcome) && canFall(task, tasks, open, before))
    .flatMap((task) =>
      task.outcome && task.doneAt !== null
        ? [{ taskId: task.id, step: task.step, outcome: task.outcome, at: new Date(task.doneAt).toISOString() }]
        : [],
    );
}

function canFall(task: Task, tasks: readonly Task[], open: CaseStage, before: CaseStage | undefined): boolean {
  if (task.stageId === open.id) {
    const facts = tasks.map((one) => ({ ...one, claimed: one.claimedAt !== null }));
    return tasksUndone(stageTable(task.stage, task.procedureVersion), { ...task, claimed: true }, facts) !== false;
  }
  if (task.stageId !== before?.id || task.doneAt !== before.endedAt) return false;
  const begun = tasks.filter((one) => one.stageId === open.id);
  return begun.every((one) => one.state === 'open' && one.claimedAt === null && one.requestId === null);
}
