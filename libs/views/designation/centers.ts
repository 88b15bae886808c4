import type { CenterList } from '../../contracts/api/registry';
import type { LegalDate } from '../../contracts/deadlines';
import { bytesOf, idOf, idOrNull } from '../../persistence/bytes';
import { bodyOfPost, type Actor } from '../../contracts/posts';
import { decodeCursor, encodeCursor, hexId, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';

interface Row {
  id: Buffer;
  kind: string;
  specialty: string;
  name_zh: string;
  name_en: string;
  hosts: string;
  province: string | null;
  designated_on: LegalDate | null;
  document_number: string | null;
  case_id: Buffer | null;
  case_number: string | null;
  applicant_id: Buffer | null;
  province_id: Buffer | null;
  basis: string;
}

/** The public registry, newest entry first. The case behind an entry is named only to those who may see it. */
export function readCenters(
  room: ReadingRoom,
  actor: Actor,
  query: { limit: number; after?: string },
): Promise<CenterList> {
  return room.database.read(async (sql) => {
    const after = query.after === undefined ? null : decodeCursor(query.after, [hexId])[0];
    const rows = await sql.rows<Row>(
      `SELECT x.*, c.number AS case_number, c.applicant_id, c.province_id FROM center x
       LEFT JOIN case_file c ON c.id = x.case_id
       ${after ? 'WHERE x.id < ?' : ''} ORDER BY x.id DESC LIMIT ${String(query.limit + 1)}`,
      after ? [bytesOf(`center_${after}`)] : [],
    );
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.id.toString('hex')]),
      (row) => present(row, seesCaseBehind(actor, row)),
    );
  });
}

function seesCaseBehind(actor: Actor, row: Row): boolean {
  const concerned = new Set<string>();
  if (row.applicant_id) concerned.add(idOf('organisation', row.applicant_id));
  if (row.province_id) concerned.add(idOf('organisation', row.province_id));
  // An expert of the hospital, or an administrator of the same house, works for no body on the case.
  return actor.posts.some((post) => {
    const body = bodyOfPost(post);
    return body !== null && (body === 'nation' || concerned.has(post.organisationId));
  });
}

const present = (row: Row, sees: boolean): CenterList['items'][number] => ({
  id: idOf('center', row.id),
  name: { zh: row.name_zh, en: row.name_en },
  kind: row.kind,
  specialty: row.specialty,
  hosts: JSON.parse(row.hosts) as { zh: string; en: string }[],
  province: row.province,
  designatedOn: row.designated_on,
  documentNumber: row.document_number,
  caseId: sees ? idOrNull('case', row.case_id) : null,
  caseNumber: sees ? row.case_number : null,
  basis: row.basis,
});
