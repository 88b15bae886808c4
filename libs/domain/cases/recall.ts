import type { Id } from '../../contracts/ids';
import type { Outcome, Step, TaskState } from '../../contracts/procedure';
import type { StageTable } from './stage-table';

export interface RecallTask {
  id: Id<'task'>;
  stageId: string;
  step: Step;
  state: TaskState;
  outcome: Outcome | null;
  openedBy: string | null;
  decisionId: string | null;
  claimed: boolean;
}

/**
 * Open tasks that fall when a decision inside a running stage is taken back: those it opened; where the step waits for
 * every seat, those the last of the seats opened. `false` where one of them is claimed or done: then the act stands.
 */
export function tasksUndone(
  table: StageTable,
  decided: RecallTask,
  tasks: readonly RecallTask[],
): Id<'task'>[] | false {
  const here = tasks.filter((task) => task.stageId === decided.stageId);
  const joint =
    decided.outcome !== null && table.edges[decided.step]?.[decided.outcome]?.then === 'when-every-seat-has';
  const causes = new Set(
    joint ? here.filter((task) => task.step === decided.step).map((task) => task.decisionId) : [decided.decisionId],
  );
  const fallen = here.filter(
    (task) => task.openedBy !== null && causes.has(task.openedBy) && task.state !== 'cancelled',
  );
  return fallen.every((task) => task.state === 'open' && !task.claimed) ? fallen.map((task) => task.id) : false;
}
