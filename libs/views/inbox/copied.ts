import type { CopyList } from '../../contracts/api/verbs';
import { audiencesOf, bodyOfPost, type Actor, type Role } from '../../contracts/posts';
import type { Stage } from '../../contracts/procedure';
import { bytesOf, idOf } from '../../persistence/bytes';
import { marks } from '../../persistence/sql';
import { decodeCursor, encodeCursor, hexId, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';

interface Row {
  id: Buffer;
  audience: string;
  at: Date;
  case_id: Buffer;
  number: string;
  stage: Stage | null;
  applicant_id: Buffer;
  applicant_zh: string;
  applicant_en: string;
  by_person: Buffer;
  by_zh: string;
  by_en: string;
  note: string | null;
}

/** Cases copied to the reader or to a post of theirs, newest first: a keyset union over audiences. Whoever left the body sees none of it. */
export function readCopied(
  room: ReadingRoom,
  actor: Actor,
  query: { limit: number; after?: string },
): Promise<CopyList> {
  return room.database.read(async (sql) => {
    const after = query.after === undefined ? null : decodeCursor(query.after, [hexId])[0];
    const organisations = [
      ...new Set(actor.posts.filter((post) => bodyOfPost(post) !== null).map((post) => post.organisationId)),
    ];
    if (organisations.length === 0) return { items: [], next: null };
    const audiences = audiencesOf(actor);
    const cut = String(query.limit + 1);
    const part = `(SELECT audience, id FROM case_copy WHERE audience = ? AND organisation_id IN (${marks(organisations.length)})
       ${after ? 'AND id < ?' : ''} ORDER BY id DESC LIMIT ${cut})`;
    const rows = await sql.rows<Row>(
      `SELECT x.id, x.audience, x.at, x.note, x.case_id, c.number, c.stage, c.applicant_id, o.name_zh AS applicant_zh,
              o.name_en AS applicant_en, x.by_person, n.name_zh AS by_zh, n.name_en AS by_en
       FROM (SELECT audience, id FROM (${audiences.map(() => part).join(' UNION ALL ')}) u ORDER BY id DESC LIMIT ${cut}) a
       JOIN case_copy x ON x.audience = a.audience AND x.id = a.id JOIN case_file c ON c.id = x.case_id
       JOIN organisation o ON o.id = c.applicant_id JOIN person n ON n.id = x.by_person ORDER BY x.id DESC`,
      audiences.flatMap((audience) => [
        audience,
        ...organisations.map(bytesOf),
        ...(after ? [Buffer.from(after, 'hex')] : []),
      ]),
    );
    return pageOf(rows, query.limit, (row) => encodeCursor([row.id.toString('hex')]), present);
  });
}

const present = (row: Row): CopyList['items'][number] => ({
  id: idOf('copy', row.id),
  at: row.at.toISOString(),
  caseId: idOf('case', row.case_id),
  caseNumber: row.number,
  applicant: { id: idOf('organisation', row.applicant_id), name: { zh: row.applicant_zh, en: row.applicant_en } },
  stage: row.stage,
  by: { id: idOf('person', row.by_person), name: { zh: row.by_zh, en: row.by_en } },
  toRole: row.audience.includes('@') ? (row.audience.split('@')[0] as Role) : null,
  note: row.note,
});
