import type { Actor, Post } from '../../contracts/posts';
import type { Decision } from '../../persistence/approval/decision-repository';
import type { Task } from '../../persistence/cases/task-repository';
import type { Seat } from '../../persistence/evaluation/panel-repository';
import type { CaseWork } from '../cases/case-work';

/** What a step's effect works with: the locked case, the task as it was, the decision just written. */
export interface ActAtWork {
  work: CaseWork;
  task: Task;
  /** Tasks of the stage in all rounds, as they stood before the act. */
  siblings: readonly Task[];
  decision: Decision;
  actor: Actor;
  post: Post;
}

/** A step's own effect beside what follows; answers the panel's seats where it changed them. */
export type Effect = (act: ActAtWork) => Promise<Seat[] | undefined>;
