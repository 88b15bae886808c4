import type { Id } from '../../contracts/ids';
import type { Role } from '../../contracts/posts';
import { bytesOf, idOf } from '../bytes';
import { marks, type Sql } from '../sql';

/** Who can sign in at all: an account that stands, with a password or a link to the provider of the house. */
const able = `EXISTS (SELECT 1 FROM account a WHERE a.person_id = q.person_id AND a.suspended_at IS NULL
  AND (a.password_hash LIKE '$argon2%' OR EXISTS (SELECT 1 FROM identity i WHERE i.account_id = a.id AND i.ended_at IS NULL)))`;
const on = 'q.valid_from <= ? AND (q.valid_to IS NULL OR q.valid_to >= ?)';

/** Whether there is still somebody to administer. */
export class AdministratorRepository {
  constructor(private readonly sql: Sql) {}

  /** Two acts that would each leave the other meet here. Before any other lock. */
  async lock(): Promise<void> {
    await this.sql.row('SELECT id FROM clock WHERE id = 1 FOR UPDATE');
  }

  /** Of these roles, one that the person holds on the day and nobody else who can sign in; undefined where there is none. */
  async onlyHolder(person: Id<'person'>, roles: readonly Role[], day: string): Promise<Role | undefined> {
    const row = await this.sql.row<{ role: Role }>(
      `SELECT p.role FROM post p WHERE p.person_id = ? AND p.role IN (${marks(roles.length)})
         AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)
         AND NOT EXISTS (SELECT 1 FROM post q WHERE q.role = p.role AND q.person_id <> p.person_id AND ${on} AND ${able}) LIMIT 1`,
      [bytesOf(person), ...roles, day, day, day, day],
    );
    return row?.role;
  }

  /** Whether anybody who can sign in holds a post of that role on the day, but for these posts. */
  async anyBut(posts: readonly Id<'post'>[], role: Role, day: string): Promise<boolean> {
    const row = await this.sql.row(
      `SELECT 1 FROM post q WHERE q.role = ? AND ${on} AND q.id NOT IN (${marks(posts.length)}) AND ${able} LIMIT 1`,
      [role, day, day, ...posts.map(bytesOf)],
    );
    return row !== undefined;
  }

  /** Everybody with one of these posts on the day. */
  async holders(roles: readonly Role[], day: string): Promise<Id<'person'>[]> {
    const rows = await this.sql.rows<{ person_id: Buffer }>(
      `SELECT DISTINCT q.person_id FROM post q WHERE q.role IN (${marks(roles.length)}) AND ${on}`,
      [...roles, day, day],
    );
    return rows.map((row) => idOf('person', row.person_id));
  }
}
