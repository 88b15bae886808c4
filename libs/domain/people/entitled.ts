import type { RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import {
  bodyOfRole,
  ownPosts,
  reaches,
  type Acted,
  type Actor,
  type Body,
  type Post,
  type Role,
  type Side,
} from '../../contracts/posts';
import { bodyOfStage, type Stage, type Step, type TaskState } from '../../contracts/procedure';
import { stepDefinition } from '../cases/registry';
import { actedBy, peopleOf } from './acted';

/** What entitlement needs to know of a task. */
export interface TaskForEntitlement {
  id: Id<'task'>;
  stage: Stage;
  step: Step;
  state: TaskState;
  role: Role | null;
  organisationId: Id<'organisation'> | null;
  personId: Id<'person'> | null;
  holderId: Id<'person'> | null;
  decidedBy: Id<'person'> | null;
  /** Who was stood in for at the decision. */
  decidedFor: Id<'person'> | null;
}

export type Entitlement = { post: Post } | { refused: RefusalCode };

export const sideOfTask = (task: Pick<TaskForEntitlement, 'role' | 'stage'>): Side =>
  task.role === null ? 'panel' : bodyOfTask(task);

/** The body that works a task: its post's, or the stage's where a seat acts. The result is forwarded by the province, in a stage of the nation. */
export const bodyOfTask = (task: Pick<TaskForEntitlement, 'role' | 'stage'>): Body =>
  (task.role ? bodyOfRole[task.role] : null) ?? bodyOfStage[task.stage];

/** The posts through which the actor could do the task, own ones first; deny by default. A seat is never stood in for. */
export function postsForTask(actor: Actor, task: TaskForEntitlement, callId: Id<'call'> | null): Post[] {
  if (task.role === null) {
    return task.personId === actor.personId
      ? ownPosts(actor)
          .filter((post) => post.role === 'expert')
          .slice(0, 1)
      : [];
  }
  return actor.posts.filter(
    (post) =>
      post.role === task.role &&
      post.organisationId === task.organisationId &&
      reaches(post, { callId, step: task.step }),
  );
}

/**
 * Whether the actor may take or decide a task: the post, one side of a case only, and three persons to a paper, both for
 * who acts and for whom they stand in. `siblings` are the tasks of the stage in all rounds.
 */
export function entitledToTask(
  actor: Actor,
  task: TaskForEntitlement,
  siblings: readonly TaskForEntitlement[],
  acted: Acted,
  callId: Id<'call'> | null,
): Entitlement {
  const posts = postsForTask(actor, task, callId);
  const first = posts[0];
  if (!first) return { refused: 'not-entitled' };
  const barred = (post: Post) => separated(peopleOf(actor, post), task, siblings, acted);
  const free = posts.find((post) => barred(post) === null);
  return free ? { post: free } : { refused: barred(first) ?? 'not-entitled' };
}

/** What separation of duties says against these people acting as one, whatever their posts; null where nothing does. */
export function separated(
  people: readonly Id<'person'>[],
  task: TaskForEntitlement,
  siblings: readonly TaskForEntitlement[],
  acted: Acted,
): 'other-side' | 'same-person' | null {
  const side = sideOfTask(task);
  const { sides, helped } = actedBy(acted, people);
  if (sides.some((one) => one !== side)) return 'other-side';
  return didAnotherPart(people, task, siblings, helped) ? 'same-person' : null;
}

function didAnotherPart(
  people: readonly Id<'person'>[],
  task: TaskForEntitlement,
  siblings: readonly TaskForEntitlement[],
  helped: readonly string[],
): boolean {
  const mine = stepDefinition(task.stage, task.step).paper;
  if (!mine) return false;
  const isOne = (person: Id<'person'> | null) => person !== null && people.includes(person);
  return siblings.some((sibling) => {
    const decided = sibling.state === 'done' && (isOne(sibling.decidedBy) || isOne(sibling.decidedFor));
    if (!decided && !helped.includes(`${sibling.stage}/${sibling.step}`)) return false;
    const theirs = stepDefinition(sibling.stage, sibling.step).paper;
    return theirs !== undefined && theirs.paper === mine.paper && theirs.part !== mine.part;
  });
}
