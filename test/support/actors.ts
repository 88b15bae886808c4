import type { Actor, Role } from '../../libs/contracts/posts';
import type { Office } from '../../libs/casework/office';
import { actorOfPerson } from '../../libs/persistence/people/actor';

/** The person of a training account, as the actor of a command. */
export async function actorNamed(office: Office, username: string): Promise<Actor> {
  return office.database.read(async (sql) => {
    const row = await sql.row<{ person_id: Buffer }>('SELECT person_id FROM account WHERE username = ?', [username]);
    if (!row) throw new Error(`no training account ${username}`);
    return actorOfPerson(sql, row.person_id, 'test', '2026-01-05');
  });
}

/** Roles of an actor, for tests that assert who they speak as. */
export const rolesOf = (actor: Actor): Role[] => actor.posts.map((post) => post.role);
