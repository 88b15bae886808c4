import { Refused, type RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { bodyOfTask, entitledToTask, separated } from '../../domain/people/entitled';
import { bodyOnCase, postsOnCase } from '../../domain/people/relation';
import { bytesOf } from '../../persistence/bytes';
import { readActed } from '../../persistence/people/acted-repository';
import { actorOfPerson } from '../../persistence/people/actor';
import type { TaskAtWork } from '../cases/permit';

const ofReceiver: Partial<Record<RefusalCode, RefusalCode>> = {
  'not-entitled': 'receiver-not-of-post',
  'other-side': 'receiver-other-side',
  'same-person': 'receiver-same-person',
  recused: 'receiver-recused',
};
const refuse = (code: RefusalCode): never => {
  throw new Refused(ofReceiver[code] ?? code);
};

async function standing({ work, task }: TaskAtWork, person: Id<'person'>) {
  const actor: Actor = await actorOfPerson(work.sql, bytesOf(person), '', work.today);
  return { actor, ...(await readActed(work.sql, work.file.id, actor, task.id)) };
}

/** The post through which nothing keeps a person from the task; null where something does. */
export async function findReceiver(at: TaskAtWork, person: Id<'person'>): Promise<Post | null> {
  const { actor, acted, recused } = await standing(at, person);
  const entitled = entitledToTask(actor, at.task, at.siblings, acted, at.work.parties.callId);
  return 'post' in entitled && !recused ? entitled.post : null;
}

/**
 * The post through which a person may be given a task, by the same rule as if they claimed it themselves. Refused:
 * receiver-not-of-post, receiver-other-side, receiver-same-person, receiver-recused.
 */
export async function requireReceiver(at: TaskAtWork, person: Id<'person'>): Promise<Post> {
  const { actor, acted, recused } = await standing(at, person);
  const entitled = entitledToTask(actor, at.task, at.siblings, acted, at.work.parties.callId);
  if ('refused' in entitled) return refuse(entitled.refused);
  return recused ? refuse('recused') : entitled.post;
}

/** A colleague who may be asked for a reply: any post of the task's body, and nothing that separation of duties forbids. Refused as requireReceiver. */
export async function requireColleague(at: TaskAtWork, person: Id<'person'>): Promise<void> {
  const { actor, acted, recused } = await standing(at, person);
  const body = at.task.role && bodyOfTask(at.task);
  const { parties } = at.work;
  if (!postsOnCase(actor, parties).some((post) => bodyOnCase(post, parties) === body)) refuse('not-entitled');
  const refused = separated([person], at.task, at.siblings, acted);
  if (refused) refuse(refused);
  if (recused) refuse('recused');
}
