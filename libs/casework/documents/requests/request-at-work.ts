import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { RequestAct } from '../../../contracts/actions';
import type { Actor, Post } from '../../../contracts/posts';
import type { RequestReceipt } from '../../../contracts/api/requests';
import type { RequestRules } from '../../../contracts/requests';
import { extensionsLeft } from '../../../domain/documents/request-rules';
import { entitled } from '../../../domain/people/entitlement';
import type { CaseStage } from '../../../persistence/cases/stage-repository';
import { ExtensionRepository } from '../../../persistence/documents/extension-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { Sql } from '../../../persistence/sql';
import { CaseWork } from '../../cases/case-work';
import { allowed } from '../../cases/permit';
import { receiptOfAct } from '../../cases/receipts';
import type { Office } from '../../office';

/** A request under the lock of its case, with the post through which the actor does what was asked about. */
export interface RequestAtWork {
  work: CaseWork;
  request: DocumentRequest;
  post: Post;
}

/** Acts that depend on whether more time was asked for. */
const aboutExtensions: ReadonlySet<RequestAct> = new Set<RequestAct>(['ask-extension', 'decide-extension']);

/**
 * Locks the request's case and asks entitlement about the act. Refused with what it says: `not-found` for whoever is of
 * neither body, and for the other side before it is sent.
 */
export async function lockRequest(
  office: Office,
  sql: Sql,
  actor: Actor,
  act: RequestAct,
  requestId: Id<'request'>,
): Promise<RequestAtWork> {
  const requests = new RequestRepository(sql);
  const caseId = await requests.caseOf(requestId);
  if (!caseId) throw new Refused('not-found');
  const work = await CaseWork.lock(office, sql, caseId, actor);
  const request = await requests.find(requestId);
  if (!request) throw new Refused('not-found');
  const extensions = aboutExtensions.has(act) ? await new ExtensionRepository(sql).of([requestId]) : [];
  const { parties, acted, file } = work;
  const verdict = entitled(work.standing(actor), `request-${act}`, {
    ...{ parties, acted, status: file.status, request },
    extensionAsked: extensions.some((one) => one.state === 'asked'),
    extensionUsedUp: work.programme.requests !== undefined && extensionsLeft(work.programme.requests, extensions) === 0,
  });
  return { work, request, post: allowed(verdict) };
}

/** What the pinned programme says of requests. Refused as `request-not-here` where it says nothing. */
export function requireRules(work: CaseWork): RequestRules {
  const { requests } = work.programme;
  if (!requests) throw new Refused('request-not-here');
  return requests;
}

/** The stage that is open. Refused as `handing-over` between two. */
export async function requireOpenStage(work: CaseWork): Promise<CaseStage> {
  const open = (await work.stages.ofCase(work.file.id)).find((stage) => stage.endedAt === null);
  if (!open) throw new Refused('handing-over');
  return open;
}

export const receiptOfRequest = (work: CaseWork, request: DocumentRequest): RequestReceipt => ({
  ...receiptOfAct(work),
  requestId: request.id,
  number: request.number,
  state: request.state,
  rev: request.rev,
});
