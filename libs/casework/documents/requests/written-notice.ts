import { createHash } from 'node:crypto';
import type { Id } from '../../../contracts/ids';
import { noticeContent, type NoticeContent } from '../../../domain/documents/notice';
import { bytesOf, idOf } from '../../../persistence/bytes';
import type { RequestItem } from '../../../persistence/documents/item-repository';
import type { DocumentRequest, Frozen } from '../../../persistence/documents/request-repository';
import { canonicalText } from '../../../persistence/events/chain';
import { marks, type Sql } from '../../../persistence/sql';

/** Names of organisations in Chinese, as papers use them. */
export async function organisationNames(
  sql: Sql,
  ids: readonly Id<'organisation'>[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.rows<{ id: Buffer; name_zh: string }>(
    `SELECT id, name_zh FROM organisation WHERE id IN (${marks(ids.length)})`,
    ids.map(bytesOf),
  );
  return new Map(rows.map((row) => [idOf('organisation', row.id), row.name_zh]));
}

/** What the written notice of a request says, or would say. Items stand as they are worded, in their order. */
export async function noticeOf(
  sql: Sql,
  file: { number: string; applicantId: Id<'organisation'> },
  request: DocumentRequest,
  items: readonly RequestItem[],
  facts: { dated: string | null; serviceDays: number },
): Promise<NoticeContent> {
  const names = await organisationNames(sql, [request.fromOrganisation, request.toOrganisation, file.applicantId]);
  const name = (id: string): string => names.get(id) ?? '';
  return noticeContent({
    kind: request.kind,
    passedOn: request.parentId !== null,
    number: request.number,
    from: name(request.fromOrganisation),
    to: name(request.toOrganisation),
    dated: facts.dated,
    caseNumber: file.number,
    applicant: name(file.applicantId),
    round: request.round,
    dueDays: request.dueDays,
    serviceDays: facts.serviceDays,
    letterRequired: request.letterRequired,
    items: items.map(({ no, title, accepts, formats, required, indicator, returnReason }) => ({
      no,
      title,
      accepts,
      formats,
      required,
      indicator,
      returnReason,
    })),
  });
}

/** The exact bytes of a paper and their SHA-256. */
export function freeze(content: object): Frozen {
  const text = canonicalText(content);
  return { text, digest: createHash('sha256').update(text).digest() };
}
