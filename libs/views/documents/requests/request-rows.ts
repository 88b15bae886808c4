import type { RequestRow as Row } from '../../../contracts/api/requests';
import type { Limit } from '../../../contracts/api/values';
import type { Actor, Body } from '../../../contracts/posts';
import { bodyOfPost } from '../../../contracts/posts';
import { idOf } from '../../../persistence/bytes';
import {
  requestColumns,
  requestOf,
  type DocumentRequest,
  type RequestRow,
} from '../../../persistence/documents/request-repository';

/** A request with the names its row needs. */
export type NamedRow = RequestRow & {
  case_number: string;
  applicant_id: Buffer;
  applicant_zh: string;
  applicant_en: string;
  from_zh: string;
  from_en: string;
  to_zh: string;
  to_en: string;
  province: string;
  programme_version_id: Buffer;
  extension_asked: number;
};

export const namedColumns = `${requestColumns}, c.number AS case_number, c.applicant_id,
  h.name_zh AS applicant_zh, h.name_en AS applicant_en, f.name_zh AS from_zh, f.name_en AS from_en,
  t.name_zh AS to_zh, t.name_en AS to_en, c.province, c.programme_version_id,
  EXISTS (SELECT 1 FROM request_extension x WHERE x.request_id = r.id AND x.state = 'asked') AS extension_asked`;
export const namedTables = `document_request r JOIN case_file c ON c.id = r.case_id
  JOIN organisation h ON h.id = c.applicant_id JOIN organisation f ON f.id = r.from_organisation
  JOIN organisation t ON t.id = r.to_organisation`;

/** Organisations and bodies whose requests the actor may list, each once. */
export function bodiesOfActor(actor: Actor): AskingBody[] {
  const bodies = new Map<string, AskingBody>();
  for (const post of actor.posts) {
    const body = bodyOfPost(post);
    if (body) bodies.set(`${post.organisationId} ${body}`, { organisation: post.organisationId, body });
  }
  return [...bodies.values()];
}

export interface AskingBody {
  organisation: string;
  body: Body;
}

const instantOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** `inside`: the reader is of the asking body, and sees how far the other side has come only once it is submitted. */
export function presentRow(row: NamedRow, today: string, inside: 'asking' | 'answering', limit: Limit | null): Row {
  const request: DocumentRequest = requestOf(row);
  const open = request.endedAt === null && request.answeredAt === null;
  return {
    id: request.id,
    caseId: request.caseId,
    caseNumber: row.case_number,
    applicant: { id: idOf('organisation', row.applicant_id), name: { zh: row.applicant_zh, en: row.applicant_en } },
    stage: request.stage,
    kind: request.kind,
    passedOn: request.parentId !== null,
    number: request.number,
    state: request.state,
    round: request.round,
    from: { id: request.fromOrganisation, name: { zh: row.from_zh, en: row.from_en } },
    to: { id: request.toOrganisation, name: { zh: row.to_zh, en: row.to_en } },
    sentAt: instantOrNull(request.sentAt),
    servedOn: request.servedOn,
    dueOn: request.dueOn,
    overdue: open && request.dueOn !== null && request.dueOn < today,
    itemsTotal: request.itemsTotal,
    itemsDone: inside === 'asking' && open ? 0 : request.itemsDone,
    answeredAt: instantOrNull(request.answeredAt),
    late: request.late,
    limit: open ? limit : null,
    extensionAsked: row.extension_asked === 1,
  };
}
