import type { RequestReceipt, WithdrawRequestInput } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { stageTable } from '../../../domain/cases/stages';
import { isIntake } from '../../../domain/documents/request-parties';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import { actorFacts, type CaseWork } from '../../cases/case-work';
import { openTasks } from '../../cases/open-tasks';
import { ringDue } from '../../deadlines/ring';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { endRequest } from './end-request';
import { lockRequest, receiptOfRequest, requireOpenStage } from './request-at-work';
import { goOnAfter } from './request-clock';

/**
 * The asking handler takes a request back, with a reason that the other side is told; a draft is only laid aside. What was
 * passed on from it falls with it. At an intake the check is open again, and its limit starts anew. Refused as lockRequest,
 * and not-entitled, other-side, case-closed, on-hold, handing-over, request-not-open.
 */
export function withdrawRequest(
  actor: Actor,
  input: { requestId: Id<'request'>; key: Key } & WithdrawRequestInput,
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'withdraw', input.requestId);
    await ringDue(work);
    const standing = await new RequestRepository(sql).find(request.id);
    if (!standing) throw new Refused('not-found');
    const wasSent = standing.sentAt !== null;
    await endRequest(work, standing, 'withdrawn', input.reason);
    work.record('requestWithdrawn', standing.fromBody, {
      actor: actorFacts(actor, post),
      stage: standing.stage,
      number: standing.number,
      reason: input.reason,
    });
    if (wasSent) await goOnWithStage(work, standing);
    await work.settle();
    return receiptOfRequest(work, standing);
  });
}

/** The intake's check waits for nothing any more: it is open again. Elsewhere it never stopped. */
async function goOnWithStage(work: CaseWork, request: DocumentRequest): Promise<void> {
  await goOnAfter(work, request);
  if (!isIntake(request.stage) || request.parentId !== null) return;
  const open = await requireOpenStage(work);
  const step = stageTable(open.stage, open.procedureVersion).first;
  await openTasks(work, open, [{ step, seatId: null }], [], null);
}
