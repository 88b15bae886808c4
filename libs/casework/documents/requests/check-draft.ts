import type { AskCheckInput, CheckInput, RequestReceipt } from '../../../contracts/api/requests';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { checkerOf } from '../../../domain/people/posts-of-body';
import { needsCheck } from '../../../domain/documents/request-rules';
import { ItemRepository } from '../../../persistence/documents/item-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import { actorFacts, type CaseWork } from '../../cases/case-work';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { requireDraft, requireRev, requireStillHere } from './draft-request';
import { lockRequest, receiptOfRequest } from './request-at-work';
import { tell } from './tell';

/** Whether the one-time rule wants a checker's approval before this draft goes out. */
export async function isSecondNotice(work: CaseWork, request: DocumentRequest): Promise<boolean> {
  const items = await new ItemRepository(work.sql).of([request.id]);
  const earlier = (await new RequestRepository(work.sql).ofCase(work.file.id))
    .filter((one) => one.id !== request.id)
    .map((one) => ({ ...one, sent: one.sentAt !== null }));
  return needsCheck({ ...request, items }, earlier);
}

/**
 * 一次性告知. The handler says why more is asked for than the first time, and sends the draft to the checker. Refused as
 * lockRequest, and not-entitled, other-side, case-closed, on-hold, request-not-editable, request-changed.
 */
export function askCheck(
  actor: Actor,
  input: { requestId: Id<'request'>; key: Key } & AskCheckInput,
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'ask-check', input.requestId);
    requireDraft(request, input.rev);
    await requireStillHere(work, request);
    Object.assign(request, { state: 'awaiting-check', oneTimeReason: input.reason, checkNote: null });
    await new RequestRepository(sql).save(request);
    const checker = checkerOf(request.fromBody);
    const reached = checker
      ? await tell(work, { body: request.fromBody, roles: [checker] }, 'request-check', request)
      : [];
    work.record('requestCheckAsked', request.fromBody, {
      actor: actorFacts(actor, post),
      stage: request.stage,
      reason: input.reason,
      reached,
    });
    await work.settle();
    return receiptOfRequest(work, request);
  });
}

/** The checker, who is not the drafter, approves or returns it with a note. Refused as askCheck, and same-person. */
export function checkRequest(
  actor: Actor,
  input: { requestId: Id<'request'>; key: Key } & CheckInput,
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'check', input.requestId);
    requireRev(request, input.rev);
    await requireStillHere(work, request);
    const approved = input.outcome === 'approved';
    Object.assign(request, {
      state: approved ? 'approved' : 'draft',
      checkedBy: approved ? actor.personId : null,
      checkedAt: approved ? work.now : null,
      checkNote: input.note,
    });
    await new RequestRepository(sql).save(request);
    work.record('requestChecked', request.fromBody, {
      actor: actorFacts(actor, post),
      stage: request.stage,
      outcome: input.outcome,
      note: input.note,
    });
    await work.settle();
    return receiptOfRequest(work, request);
  });
}
