import type { Actor } from '../../contracts/posts';
import { idOf } from '../bytes';
import type { Sql } from '../sql';
import { deputisedColumns, deputisedTables, heldPosts, ownColumns, type HeldPostRow } from './held-posts';

/** A person with the posts they hold on `today`, and those they stand in for. */
export async function actorOfPerson(sql: Sql, person: Buffer, requestId: string, today: string): Promise<Actor> {
  const rows = await sql.rows<HeldPostRow>(
    `SELECT ${ownColumns} FROM post p JOIN organisation o ON o.id = p.organisation_id
     WHERE p.person_id = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)
     UNION ALL SELECT ${deputisedColumns} FROM ${deputisedTables('WHERE d.deputy_person = ?', '?')}`,
    [person, today, today, today, today, person, today, today],
  );
  return { personId: idOf('person', person), requestId, posts: heldPosts(rows, (_, post) => post) };
}
