import type { RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { bodyOfRole, type Actor, type Body, type Post, type Role, type Side } from '../../contracts/posts';
import { bodyOfStage, type Stage, type Step, type TaskState } from '../../contracts/procedure';
import { stepDefinition } from '../cases/registry';

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
}

export type Entitlement = { post: Post } | { refused: RefusalCode };

export const sideOfTask = (task: Pick<TaskForEntitlement, 'role'>): Side =>
  task.role === null ? 'panel' : (bodyOfRole[task.role] ?? 'panel');

/** The body that works a task: its post's, or the stage's where a seat acts. The result is forwarded by the province, in a stage of the nation. */
export const bodyOfTask = (task: Pick<TaskForEntitlement, 'role' | 'stage'>): Body =>
  (task.role ? bodyOfRole[task.role] : null) ?? bodyOfStage[task.stage];

/** The post through which the actor could do the task; deny by default. */
export function postForTask(actor: Actor, task: TaskForEntitlement): Post | undefined {
  if (task.role === null) {
    return task.personId === actor.personId ? actor.posts.find((post) => post.role === 'expert') : undefined;
  }
  return actor.posts.find((post) => post.role === task.role && post.organisationId === task.organisationId);
}

/**
 * Whether the actor may take or decide a task: the post, one side of a case only, and three persons to a paper.
 * `siblings` are the tasks of the stage in all rounds; `actedSides` the sides the person has acted for in the case;
 * `helped` the steps (`stage/step`) they gave a reply for: who helped with one part of a paper does no other.
 */
export function entitledToTask(
  actor: Actor,
  task: TaskForEntitlement,
  siblings: readonly TaskForEntitlement[],
  actedSides: readonly Side[],
  helped: readonly string[] = [],
): Entitlement {
  const post = postForTask(actor, task);
  if (!post) return { refused: 'not-entitled' };
  const refused = separated(actor, task, siblings, actedSides, helped);
  return refused ? { refused } : { post };
}

/** What separation of duties says against the person, whatever their post; null where nothing does. */
export function separated(
  actor: Actor,
  task: TaskForEntitlement,
  siblings: readonly TaskForEntitlement[],
  actedSides: readonly Side[],
  helped: readonly string[],
): 'other-side' | 'same-person' | null {
  const side = sideOfTask(task);
  if (actedSides.some((acted) => acted !== side)) return 'other-side';
  return didAnotherPart(actor, task, siblings, helped) ? 'same-person' : null;
}

function didAnotherPart(
  actor: Actor,
  task: TaskForEntitlement,
  siblings: readonly TaskForEntitlement[],
  helped: readonly string[],
): boolean {
  const mine = stepDefinition(task.stage, task.step).paper;
  if (!mine) return false;
  return siblings.some((sibling) => {
    const decided = sibling.state === 'done' && sibling.decidedBy === actor.personId;
    if (!decided && !helped.includes(`${sibling.stage}/${sibling.step}`)) return false;
    const theirs = stepDefinition(sibling.stage, sibling.step).paper;
    return theirs !== undefined && theirs.paper === mine.paper && theirs.part !== mine.part;
  });
}
