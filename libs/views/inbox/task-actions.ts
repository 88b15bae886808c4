import type { CasePage } from '../../contracts/api/cases';
import type { TaskView } from '../../contracts/api/tasks';
import type { Id } from '../../contracts/ids';
import type { Actor, Role, Side } from '../../contracts/posts';
import type { Stage } from '../../contracts/procedure';
import { stepDefinition } from '../../domain/cases/registry';
import { entitledToTask, sideOfTask } from '../../domain/people/entitled';
import { managerPost } from '../../domain/people/passing-on';
import type { Task } from '../../persistence/cases/task-repository';
import { partiesOf, seesTask, type ReadCase } from '../cases/case-reader';

/** What a person has done on the case so far. */
export interface Acted {
  actedSides: readonly Side[];
  helped: readonly string[];
}

/** What the reader may do with a task now, by the rules of the commands. `tasks` are all of the case. */
export function taskActions(
  actor: Actor,
  read: ReadCase,
  task: Task,
  tasks: readonly Task[],
  acted: Acted,
): TaskView['allowedActions'] {
  if (task.state !== 'open' || read.file.status !== 'open') return [];
  return [...ownActions(actor, task, tasks, acted), ...asideActions(actor, read, task, acted.actedSides)];
}

/** What the post that the task waits for may do. */
function ownActions(actor: Actor, task: Task, tasks: readonly Task[], acted: Acted): TaskView['allowedActions'] {
  const siblings = tasks.filter((one) => one.stage === task.stage);
  if ('refused' in entitledToTask(actor, task, siblings, acted.actedSides, acted.helped)) return [];
  if (task.holderId === null) return ['claim'];
  if (task.holderId !== actor.personId) return [];
  if (task.assignedTo !== null) return ['take-back'];
  const passing = task.role === null ? [] : (['hand-over', 'assign'] as const);
  const offersOutcome = Object.keys(stepDefinition(task.stage, task.step).outcomes).length > 0;
  return offersOutcome ? ['release', 'decide', ...passing] : ['release', ...passing];
}

/** What a colleague whose reply is waited for, and the body's manager, may do with an open task. */
export function asideActions(
  actor: Actor,
  read: ReadCase,
  task: { role: Role | null; stage: Stage; assignedTo: Id<'person'> | null },
  actedSides: readonly Side[],
): CasePage['tasks'][number]['allowedActions'] {
  if (read.file.status !== 'open' || actedSides.some((side) => side !== sideOfTask(task))) return [];
  return [
    ...(task.assignedTo === actor.personId && seesTask(read, task) ? (['reply'] as const) : []),
    ...(managerPost(actor, partiesOf(read.file), task) ? (['reassign', 'order'] as const) : []),
  ];
}
