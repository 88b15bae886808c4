import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import { bodyOfPost, type Actor, type Body, type Post, type Role } from '../../../contracts/posts';
import type { RequestReceipt } from '../../../contracts/api/requests';
import type { RequestRules } from '../../../contracts/requests';
import { postFor, postOfBody } from '../../../domain/documents/request-parties';
import { actedElsewhere } from '../../../domain/people/acted';
import { CaseRepository } from '../../../persistence/cases/case-repository';
import type { CaseStage } from '../../../persistence/cases/stage-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { Sql } from '../../../persistence/sql';
import { CaseWork } from '../../cases/case-work';
import type { Office } from '../../office';

/** A request under the lock of its case. */
export interface RequestAtWork {
  work: CaseWork;
  request: DocumentRequest;
}

const isInside = (request: DocumentRequest): boolean =>
  request.state === 'draft' || request.state === 'awaiting-check' || request.state === 'approved';

/** Locks the request's case. Refused as `not-found` for whoever is of neither body, and for the other side before it is sent. */
export async function lockRequest(
  office: Office,
  sql: Sql,
  actor: Actor,
  requestId: Id<'request'>,
): Promise<RequestAtWork> {
  const requests = new RequestRepository(sql);
  const caseId = await requests.caseOf(requestId);
  if (!caseId) throw new Refused('not-found');
  const work = await CaseWork.lock(office, sql, caseId, actor);
  const request = await requests.find(requestId);
  if (!request) throw new Refused('not-found');
  const asks = postOfBody(actor, work.parties, request.fromBody) !== undefined;
  const answers = postOfBody(actor, work.parties, request.toBody) !== undefined && !isInside(request);
  if (!asks && !answers) throw new Refused('not-found');
  return { work, request };
}

/** Refuses whoever has acted, in person or by a deputy, for another side. Refused: not-entitled, other-side. */
export function requireOwnSide(actor: Actor, work: CaseWork, post: Post): void {
  const body = bodyOfPost(post);
  if (body === null) throw new Refused('not-entitled');
  if (actedElsewhere(work.acted, actor, post, body)) throw new Refused('other-side');
}

/** The actor's post with that role, acting for its own side. Refused: not-entitled, other-side. */
export function requireRole(actor: Actor, work: CaseWork, role: Role | null): Post {
  const post = postFor(work.standing(actor), work.parties, role);
  if (!post) throw new Refused('not-entitled');
  requireOwnSide(actor, work, post);
  return post;
}

/** Refused: case-closed, on-hold. */
export function requireRunning(work: CaseWork): void {
  if (work.file.status === 'closed') throw new Refused('case-closed');
  if (work.file.status === 'on-hold') throw new Refused('on-hold');
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

/** The next number of a series of a body: province by its code, the nation as 00. Gapless: taken in the commit that uses it. */
export async function nextNumberOf(work: CaseWork, letters: 'DR' | 'RC', body: Body): Promise<string> {
  const series = `${letters}-${work.today.slice(0, 4)}-${body === 'nation' ? '00' : work.file.province}`;
  return `${series}-${String(await new CaseRepository(work.sql).nextNumber(series)).padStart(4, '0')}`;
}

export const receiptOfRequest = (work: CaseWork, request: DocumentRequest): RequestReceipt => ({
  receipt: `${work.file.number}-${String(work.file.eventSeq)}`,
  caseId: work.file.id,
  requestId: request.id,
  number: request.number,
  state: request.state,
  rev: request.rev,
  at: new Date(work.now).toISOString(),
});
