import type { DraftInput, RequestReceipt, ReviseInput } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import { fieldError } from '../../../contracts/field-errors';
import type { Id } from '../../../contracts/ids';
import type { Actor, Post } from '../../../contracts/posts';
import { isIntake, isRequestStage, kindOfRequest, sidesOfStage } from '../../../domain/documents/request-parties';
import {
  askedDays,
  hasRoundLeft,
  isWithinDays,
  requestRow,
  roundAfter,
  wantsLetter,
  wantsOwnCheck,
} from '../../../domain/documents/request-rules';
import { organisationOfBody } from '../../../domain/people/relation';
import { newId } from '../../../persistence/bytes';
import type { CaseStage } from '../../../persistence/cases/stage-repository';
import { ItemRepository } from '../../../persistence/documents/item-repository';
import { ProposalRepository } from '../../../persistence/documents/proposal-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import { actorFacts, CaseWork } from '../../cases/case-work';
import { permitAsking } from '../../cases/permit';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { draftItems } from './draft-items';
import { lockRequest, receiptOfRequest, requireOpenStage, requireRules } from './request-at-work';

/**
 * The handler of the body at whose desk the case lies begins a request. At an intake there is one draft at a time: it
 * goes out with the decision. Refused: not-found, not-entitled, other-side, case-closed, on-hold, handing-over,
 * request-not-here, request-drafted, rounds-used-up, invalid-input.
 */
export function draftRequest(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key } & DraftInput,
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const post = permitAsking(actor, 'draft-request', work, { stage: work.file.stage, seated: false });
    const open = await requireOpenStage(work);
    const request = newRequest(work, actor, post, open);
    if (isIntake(open.stage)) await requireNoDraft(work, request);
    await write(work, request, input);
    work.record('requestDrafted', request.fromBody, {
      actor: actorFacts(actor, post),
      stage: request.stage,
      items: request.itemsTotal,
    });
    await work.settle();
    return receiptOfRequest(work, request);
  });
}

/** Writes a draft anew; an approval falls with it. Refused as draftRequest, and request-not-editable, request-changed. */
export function reviseRequest(
  actor: Actor,
  input: { requestId: Id<'request'>; key: Key } & ReviseInput,
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request } = await lockRequest(office, sql, actor, 'revise', input.requestId);
    requireDraft(request, input.rev);
    await requireStillHere(work, request);
    await new ItemRepository(sql).discard(request.id);
    Object.assign(request, { state: 'draft', checkedBy: null, checkedAt: null, oneTimeReason: null });
    await write(work, request, input, true);
    await work.settle();
    return receiptOfRequest(work, request);
  });
}

/** Refused: request-not-editable once it was sent or waits for a check, request-changed where somebody was quicker. */
export function requireDraft(request: DocumentRequest, rev: number): void {
  if (request.state !== 'draft' && request.state !== 'approved') throw new Refused('request-not-editable');
  requireRev(request, rev);
}

export function requireRev(request: DocumentRequest, rev: number): void {
  if (request.rev !== rev) throw new Refused('request-changed', { facts: { state: request.state, rev: request.rev } });
}

/** A draft belongs to the stage it was begun in; with its end it is void. Refused as `request-not-editable`. */
export async function requireStillHere(work: CaseWork, request: DocumentRequest): Promise<CaseStage> {
  const open = await requireOpenStage(work);
  if (open.id !== request.stageId) throw new Refused('request-not-editable');
  return open;
}

async function requireNoDraft(work: CaseWork, request: DocumentRequest): Promise<void> {
  const others = await new RequestRepository(work.sql).ofCase(work.file.id);
  const unsent = others.some((one) => one.stageId === request.stageId && one.sentAt === null && one.endedAt === null);
  if (unsent) throw new Refused('request-drafted');
}

function newRequest(work: CaseWork, actor: Actor, post: Post, open: CaseStage): DocumentRequest {
  const { stage } = open;
  const rules = requireRules(work);
  if (!isRequestStage(stage) || !requestRow(work.programme, stage)) throw new Refused('request-not-here');
  const sides = sidesOfStage(stage);
  const id = newId('request');
  return {
    id,
    caseId: work.file.id,
    stageId: open.id,
    stage,
    threadId: id,
    previousId: null,
    parentId: null,
    round: 1,
    kind: kindOfRequest(stage),
    ...sides,
    fromOrganisation: organisationOfBody(sides.fromBody, work.parties),
    toOrganisation: organisationOfBody(sides.toBody, work.parties),
    letterRequired: wantsLetter(sides, rules),
    ownCheck: wantsOwnCheck(sides.toBody, rules),
    dueDays: askedDays(work.programme, stage).usual,
    ...unsent(work, actor, post),
  };
}

/** A request nothing has happened to yet. */
export const unsent = (work: CaseWork, actor: Actor, post: Post) => ({
  state: 'draft' as const,
  number: null,
  oneTimeReason: null,
  draftedBy: actor.personId,
  draftedPost: post.id,
  draftedAt: work.now,
  checkedBy: null,
  checkedAt: null,
  checkNote: null,
  sentBy: null,
  sentAt: null,
  servedOn: null,
  servedHow: null,
  servedBy: null,
  dueOn: null,
  answeredAt: null,
  late: false,
  receiptNumber: null,
  answerCheckedBy: null,
  answerCheckedAt: null,
  answerMark: null,
  endedAt: null,
  endReason: null,
  itemsTotal: 0,
  itemsDone: 0,
  rev: 0,
});

async function write(work: CaseWork, request: DocumentRequest, input: DraftInput, again = false): Promise<void> {
  const rules = requireRules(work);
  request.dueDays = requireDays(work, request, input.dueDays);
  const { items, previous, proposals } = await draftItems(work, request, rules.library, input.items);
  request.previousId = previous?.id ?? null;
  request.threadId = previous?.threadId ?? request.id;
  request.round = roundAfter(previous);
  if (!hasRoundLeft(request.round, rules)) throw new Refused('rounds-used-up');
  request.itemsTotal = items.length;
  const requests = new RequestRepository(work.sql);
  if (again) await requests.save(request);
  else await requests.insert(request);
  await new ItemRepository(work.sql).insert(items);
  if (again || proposals.length > 0) await new ProposalRepository(work.sql).merge(request.id, proposals);
}

/** The days given, or the usual number. Refused as `invalid-input` outside the programme's bounds. */
export function requireDays(
  work: CaseWork,
  request: Pick<DocumentRequest, 'stage'>,
  given: number | undefined,
): number {
  const allowed = askedDays(work.programme, request.stage);
  const days = given ?? allowed.usual;
  if (!isWithinDays(days, allowed))
    throw new Refused('invalid-input', { fields: [fieldError('dueDays', 'days-outside')] });
  return days;
}
