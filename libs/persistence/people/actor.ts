import type { Actor, OrganisationKind, Role } from '../../contracts/posts';
import { idOf } from '../bytes';
import type { Sql } from '../sql';

interface PostRow {
  id: Buffer;
  role: Role;
  organisation_id: Buffer;
  kind: OrganisationKind;
  province: string | null;
}

/** A person with the posts they hold on `today`. */
export async function actorOfPerson(sql: Sql, person: Buffer, requestId: string, today: string): Promise<Actor> {
  const rows = await sql.rows<PostRow>(
    `SELECT p.id, p.role, p.organisation_id, o.kind, o.province FROM post p
     JOIN organisation o ON o.id = p.organisation_id
     WHERE p.person_id = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?) ORDER BY p.id`,
    [person, today, today],
  );
  return {
    personId: idOf('person', person),
    requestId,
    posts: rows.map((row) => ({
      id: idOf('post', row.id),
      role: row.role,
      organisationId: idOf('organisation', row.organisation_id),
      organisationKind: row.kind,
      province: row.province,
    })),
  };
}
