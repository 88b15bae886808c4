import type { CasePage } from '../../contracts/api/cases';
import type { TaskView } from '../../contracts/api/tasks';
import { taskActions } from '../../contracts/actions';
import type { Actor } from '../../contracts/posts';
import { stepDefinition } from '../../domain/cases/registry';
import { entitled } from '../../domain/people/entitlement';
import { entitledToTask } from '../../domain/people/entitled';
import type { TaskObject } from '../../domain/people/task-rules';
import type { Task } from '../../persistence/cases/task-repository';
import { readActed } from '../../persistence/people/acted-repository';
import type { Sql } from '../../persistence/sql';
import { partiesOf, type ReadCase } from '../cases/case-reader';

/** A task as entitlement is asked about it for `actor`, who need not be the reader. `tasks`: all of the case. */
export async function taskAtHand(
  sql: Sql,
  actor: Actor,
  read: ReadCase,
  task: Task,
  tasks: readonly Task[],
): Promise<TaskObject> {
  const { acted, recused } = await readActed(sql, read.file.id, actor, task.id);
  return {
    case: { status: read.file.status, parties: partiesOf(read.file) },
    task,
    siblings: tasks.filter((one) => one.stage === task.stage),
    acted,
    recused,
  };
}

/** What is offered on an open task: what entitlement allows, without what would change nothing. */
export function actionsOnTask(actor: Actor, on: TaskObject): TaskView['allowedActions'] {
  const { task } = on;
  const idle = new Set<string>([
    // Acts of one's own are taken back from the case page.
    'recall',
    ...(task.holderId === actor.personId ? ['claim'] : []),
    ...(Object.keys(stepDefinition(task.stage, task.step).outcomes).length === 0 ? ['decide'] : []),
  ]);
  if (task.state !== 'open') return [];
  return taskActions.filter((action) => !idle.has(action) && entitled(actor, action, on).allowed);
}

/** Whom the actor would stand in for on the task. */
export function behalfOn(actor: Actor, on: TaskObject): TaskView['onBehalfOf'] {
  const entitlement = entitledToTask(actor, on.task, on.siblings, on.acted, on.case.parties.callId);
  const behalf = 'post' in entitlement ? entitlement.post.onBehalfOf : undefined;
  return behalf ? { id: behalf.personId, name: behalf.name } : undefined;
}

/** What a colleague whose reply is waited for, and the body's manager, may do with an open task: needs no other task of the case. */
export const asideActions = (
  actor: Actor,
  read: ReadCase,
  task: TaskObject['task'],
): CasePage['tasks'][number]['allowedActions'] =>
  (['reply', 'reassign', 'order'] as const).filter(
    (action) =>
      entitled(actor, action, {
        case: { status: read.file.status, parties: partiesOf(read.file) },
        task,
        siblings: [],
        acted: read.acted,
        recused: false,
      }).allowed,
  );
