import { Refused, type RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { bodyOfPost, bodyOfRole, type Actor, type Post } from '../../contracts/posts';
import { entitledToTask, separated } from '../../domain/people/entitled';
import { postsOnCase } from '../../domain/people/relation';
import { DecisionRepository } from '../../persistence/approval/decision-repository';
import { bytesOf } from '../../persistence/bytes';
import { AssignmentRepository } from '../../persistence/cases/assignment-repository';
import { actorOfPerson } from '../../persistence/people/actor';
import type { TaskAtWork } from '../approval/decide-task';

const ofReceiver: Partial<Record<RefusalCode, RefusalCode>> = {
  'not-entitled': 'receiver-not-of-post',
  'other-side': 'receiver-other-side',
  'same-person': 'receiver-same-person',
};
const refuse = (code: RefusalCode): never => {
  throw new Refused(ofReceiver[code] ?? code);
};

async function standing({ work }: TaskAtWork, person: Id<'person'>) {
  const actor: Actor = await actorOfPerson(work.sql, bytesOf(person), '', work.today);
  const actedSides = await new DecisionRepository(work.sql).sidesOf(work.file.id, person);
  const helped = await new AssignmentRepository(work.sql).helped(work.file.id, person);
  return { actor, actedSides, helped };
}

/**
 * The post through which a person may be given a task, by the same rule as if they claimed it themselves. Refused:
 * receiver-not-of-post, receiver-other-side, receiver-same-person.
 */
export async function requireReceiver(at: TaskAtWork, person: Id<'person'>): Promise<Post> {
  const { actor, actedSides, helped } = await standing(at, person);
  const entitled = entitledToTask(actor, at.task, at.siblings, actedSides, helped);
  return 'post' in entitled ? entitled.post : refuse(entitled.refused);
}

/** A colleague who may be asked for a reply: any post of the task's body, and nothing that separation of duties forbids. Refused as requireReceiver. */
export async function requireColleague(at: TaskAtWork, person: Id<'person'>): Promise<void> {
  const { actor, actedSides, helped } = await standing(at, person);
  const body = at.task.role && bodyOfRole[at.task.role];
  if (!postsOnCase(actor, at.work.parties).some((post) => bodyOfPost(post) === body)) refuse('not-entitled');
  const refused = separated(actor, at.task, at.siblings, actedSides, helped);
  if (refused) refuse(refused);
}
