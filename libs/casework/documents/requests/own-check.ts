import type { AnswerCheckInput, RequestReceipt } from '../../../contracts/api/requests';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { markOfAnswers } from '../../../domain/documents/answers';
import { signatoryOf } from '../../../domain/people/posts-of-body';
import { ItemRepository } from '../../../persistence/documents/item-repository';
import { RequestRepository } from '../../../persistence/documents/request-repository';
import { actorFacts } from '../../cases/case-work';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { lockRequest, receiptOfRequest } from './request-at-work';
import { tell } from './tell';

interface Named {
  requestId: Id<'request'>;
  key: Key;
}

/** The handler of the answering body asks its own signatory to look. Refused as lockRequest, and not-entitled, other-side, request-not-open. */
export function askAnswerCheck(actor: Actor, input: Named, office: Office): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'ask-answer-check', input.requestId);
    const to = { body: request.toBody, roles: [signatoryOf(request.toBody)] };
    const reached = await tell(work, to, 'answer-check', request);
    work.record('answerChecked', request.toBody, {
      actor: actorFacts(actor, post),
      stage: request.stage,
      number: request.number,
      outcome: 'asked',
      reached,
    });
    await work.settle();
    return receiptOfRequest(work, request);
  });
}

/**
 * The signatory vouches for the answers as they are saved now, or gives them back. What is changed afterwards needs
 * another check. Refused as askAnswerCheck.
 */
export function checkAnswer(actor: Actor, input: Named & AnswerCheckInput, office: Office): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'check-answer', input.requestId);
    const agreed = input.outcome === 'agreed';
    Object.assign(request, {
      answerCheckedBy: agreed ? actor.personId : null,
      answerCheckedAt: agreed ? work.now : null,
      answerMark: agreed ? markOfAnswers(await new ItemRepository(sql).of([request.id])) : null,
    });
    await new RequestRepository(sql).save(request);
    work.record('answerChecked', request.toBody, {
      actor: actorFacts(actor, post),
      stage: request.stage,
      number: request.number,
      outcome: input.outcome,
      note: input.note ?? null,
    });
    await work.settle();
    return receiptOfRequest(work, request);
  });
}
