import type { RequestReceipt, SendInput } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor, Post } from '../../../contracts/posts';
import type { Step } from '../../../contracts/procedure';
import { handlerOf } from '../../../domain/people/posts-of-body';
import { serviceDays } from '../../../domain/documents/request-rules';
import { ItemRepository, type RequestItem } from '../../../persistence/documents/item-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { CaseStage } from '../../../persistence/cases/stage-repository';
import type { ActAtWork, Effected } from '../../approval/act-at-work';
import { actorFacts, type CaseWork } from '../../cases/case-work';
import { openTasks } from '../../cases/open-tasks';
import { nextNumberOf } from '../../cases/receipts';
import { ringDue } from '../../deadlines/ring';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { isSecondNotice } from './check-draft';
import { judgeAnswered } from './judge-answer';
import { closeIntakeLimit } from './request-clock';
import { requireDraft, requireStillHere } from './draft-request';
import { lockRequest, receiptOfRequest } from './request-at-work';
import { tell } from './tell';
import { freeze, noticeOf } from './written-notice';

/**
 * Sends a request that goes beside the work of a later step: number, frozen notice, task at the other side, and they are
 * told. Refused as lockRequest, and not-entitled, other-side, case-closed, on-hold, handing-over, request-not-editable,
 * request-changed, sent-by-decision at an intake, one-time-rule.
 */
export function sendRequest(
  actor: Actor,
  input: { requestId: Id<'request'>; key: Key } & SendInput,
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'send', input.requestId);
    requireDraft(request, input.rev);
    await ringDue(work);
    const open = await requireStillHere(work, request);
    await requireOneTime(work, request);
    await goOut(work, actor, post, request, await new ItemRepository(sql).of([request.id]));
    await openAnswering(work, open, request, 'answer-request');
    await work.settle();
    return receiptOfRequest(work, request);
  });
}

/** The intake's own outcome: the draft of the stage goes out, and the answer before it is judged by what it returns. */
export async function sendAtIntake({ work, task, actor, post }: ActAtWork): Promise<Effected> {
  const requests = new RequestRepository(work.sql);
  const draft = (await requests.ofCase(work.file.id)).find(
    (one) => one.stageId === task.stageId && one.sentAt === null && one.endedAt === null && one.parentId === null,
  );
  if (!draft) throw new Refused('no-request-drafted');
  if (draft.state === 'awaiting-check') throw new Refused('one-time-rule');
  await requireOneTime(work, draft);
  const items = await new ItemRepository(work.sql).of([draft.id]);
  if (task.requestId) {
    const returned = items.flatMap((item) => item.originId ?? []);
    await judgeAnswered(work, actor, post, task.requestId, returned);
  }
  await goOut(work, actor, post, draft, items);
  await closeIntakeLimit(work, draft);
  return { requestId: draft.id };
}

async function requireOneTime(work: CaseWork, request: DocumentRequest): Promise<void> {
  if (request.state === 'approved') return;
  if (await isSecondNotice(work, request)) throw new Refused('one-time-rule');
}

/** Numbers, freezes and records a notice; both bodies have it in their record, the other side without a name. */
export async function goOut(
  work: CaseWork,
  actor: Actor,
  post: Post,
  request: DocumentRequest,
  items: readonly RequestItem[],
): Promise<void> {
  const requests = new RequestRepository(work.sql);
  request.number = await nextNumberOf(work, 'DR', request.fromBody);
  Object.assign(request, { state: 'sent', sentBy: actor.personId, sentAt: work.now });
  const facts = { dated: work.today, serviceDays: serviceDays(work.programme) };
  const notice = freeze(await noticeOf(work.sql, work.file, request, items, facts));
  await requests.save(request);
  await requests.freeze(request.id, 'notice', notice);
  const sent = {
    stage: request.stage,
    number: request.number,
    items: items.length,
    dueDays: request.dueDays,
    sha256: notice.digest.toString('hex'),
  };
  work.record('requestSent', request.fromBody, { actor: actorFacts(actor, post), ...sent });
  work.record('requestReceived', request.toBody, sent);
  const roles = [handlerOf(request.toBody)];
  await tell(work, { body: request.toBody, roles }, 'request-received', request, { days: request.dueDays });
}

/** Opens the task of the other side. */
export async function openAnswering(
  work: CaseWork,
  stage: Pick<CaseStage, 'id' | 'stage' | 'part' | 'round' | 'procedureVersion'>,
  request: DocumentRequest,
  step: Extract<Step, 'answer-request' | 'answer-passed-on'>,
): Promise<void> {
  await openTasks(work, stage, [{ step, seatId: null, requestId: request.id }], [], null);
}
