import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import type { Outcome } from '../../contracts/procedure';
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

/** What an effect tells of what follows. */
export interface Effected {
  /** The panel, where the act changed it. */
  seats?: Seat[];
  /** The document request that the tasks which open are about, where it is not the task's own. */
  requestId?: Id<'request'>;
  /** What a confirmation confirms. */
  proposed?: Outcome;
}

/** A step's own effect beside what follows. */
export type Effect = (act: ActAtWork) => Promise<Effected | undefined>;
