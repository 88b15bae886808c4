import type { ColleagueList } from '../../contracts/api/verbs';
import type { Id } from '../../contracts/ids';
import { roles, type Actor, type OrganisationKind, type Role } from '../../contracts/posts';
import { bodyOnCase, postsOnCase } from '../../domain/people/relation';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { bytesOf, idOf } from '../../persistence/bytes';
import { marks } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';
import { partiesOf, readCase } from './case-reader';

/** Everybody who today works for a body of the reader's on the case, by role and name. Refused as `not-found`. */
export function readColleagues(room: ReadingRoom, actor: Actor, caseId: Id<'case'>): Promise<ColleagueList> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const parties = partiesOf(read.file);
    const own = postsOnCase(actor, parties);
    if (own.length === 0) return { items: [] };
    const wanted = own.flatMap((post) =>
      roles
        .filter((role) => bodyOnCase({ ...post, role }, parties) === bodyOnCase(post, parties))
        .map((role) => ({ organisation: post.organisationId, role })),
    );
    const { day } = (await room.programme(sql, read.file.programmeVersionId)).content;
    const today = legalDateOf(room.legalNow(read.clockOffset), day);
    const rows = await sql.rows<{ id: Buffer; name_zh: string; name_en: string; role: Role; kind: OrganisationKind }>(
      `SELECT DISTINCT n.id, n.name_zh, n.name_en, p.role, o.kind FROM post p JOIN person n ON n.id = p.person_id
       JOIN organisation o ON o.id = p.organisation_id
       WHERE (p.organisation_id, p.role) IN (${wanted.map(() => `(${marks(2)})`).join(',')})
         AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?) ORDER BY p.role, n.name_zh, n.id`,
      [...wanted.flatMap((one) => [bytesOf(one.organisation), one.role]), today, today],
    );
    return {
      items: rows.flatMap((row) => {
        const body = bodyOnCase({ role: row.role, organisationKind: row.kind }, parties);
        return body
          ? [{ id: idOf('person', row.id), name: { zh: row.name_zh, en: row.name_en }, role: row.role, body }]
          : [];
      }),
    };
  });
}
