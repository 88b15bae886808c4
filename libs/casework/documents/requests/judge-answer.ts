import type { Id } from '../../../contracts/ids';
import type { Actor, Post } from '../../../contracts/posts';
import { handlerOf } from '../../../domain/people/posts-of-body';
import { ItemRepository } from '../../../persistence/documents/item-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import { actorFacts, type CaseWork } from '../../cases/case-work';
import { tell } from './tell';

/** Judges the answer of a request, if it is one that waits for it. */
export async function judgeAnswered(
  work: CaseWork,
  actor: Actor,
  post: Post,
  id: Id<'request'>,
  returned: readonly Id<'item'>[],
): Promise<void> {
  const request = await new RequestRepository(work.sql).find(id);
  if (request?.state === 'answered') await judge(work, actor, post, request, returned);
}

/** Items named are returned, the rest is accepted, the request is closed; both bodies have it in their record. */
export async function judge(
  work: CaseWork,
  actor: Actor,
  post: Post,
  request: DocumentRequest,
  returned: readonly Id<'item'>[],
): Promise<void> {
  await new ItemRepository(work.sql).judge(request.id, returned);
  Object.assign(request, { state: 'closed', endedAt: work.now });
  await new RequestRepository(work.sql).save(request);
  const facts = { stage: request.stage, number: request.number, returned: returned.length };
  work.record('answerAccepted', request.fromBody, { actor: actorFacts(actor, post), ...facts });
  work.record('requestClosed', request.toBody, facts);
  // Returned items come with a notice of their own, of which the other side is told.
  if (returned.length === 0)
    await tell(work, { body: request.toBody, roles: [handlerOf(request.toBody)] }, 'request-closed', request);
}
