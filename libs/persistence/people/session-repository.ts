import { createHash } from 'node:crypto';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { idOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';
import { deputisedColumns, deputisedTables, heldPosts, ownColumns, type HeldPostRow } from './held-posts';

export interface SessionPost extends Post {
  organisationName: { zh: string; en: string };
}

export interface Session {
  personId: Id<'person'>;
  personName: { zh: string; en: string };
  csrfToken: string;
  expiresAt: number;
  posts: SessionPost[];
}

interface SessionRow {
  person_id: Buffer;
  name_zh: string;
  name_en: string;
  csrf_token: string;
  expires_at: Date;
  org_zh: string | null;
  org_en: string | null;
}
type HeldRow = SessionRow & HeldPostRow;
type Row = HeldRow | (SessionRow & { post_id: null });

/** Today by the legal clock, of the machine's instant in the mark. */
const today = 'DATE(TIMESTAMPADD(MICROSECOND, k.offset_ms * 1000 + 28800000000, ?))';
const identity = `s.person_id, n.name_zh, n.name_en, s.csrf_token, s.expires_at, o.name_zh AS org_zh, o.name_en AS org_en`;
const signedIn = 'session s JOIN person n ON n.id = s.person_id JOIN clock k ON k.id = 1';

/** The cookie's token is never stored, only its hash: a stolen table opens no session. */
const keyOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export class SessionRepository {
  constructor(private readonly sql: Sql) {}

  async insert(session: {
    token: string;
    accountId: Buffer;
    personId: Buffer;
    csrfToken: string;
    createdAt: number;
    expiresAt: number;
  }): Promise<void> {
    await this.sql.insert('session', [
      {
        id: keyOf(session.token),
        account_id: session.accountId,
        person_id: session.personId,
        csrf_token: session.csrfToken,
        created_at: toSql(session.createdAt),
        expires_at: toSql(session.expiresAt),
      },
    ]);
  }

  /**
   * The session behind a cookie with the posts its person holds and stands in for today (legal date): one indexed
   * read a request.
   */
  async find(token: string, machineNow: number): Promise<Session | undefined> {
    const now = toSql(machineNow);
    const key = keyOf(token);
    const rows = await this.sql.rows<Row>(
      `SELECT ${identity}, ${ownColumns} FROM ${signedIn}
       LEFT JOIN post p ON p.person_id = s.person_id AND p.valid_from <= ${today}
         AND (p.valid_to IS NULL OR p.valid_to >= ${today})
       LEFT JOIN organisation o ON o.id = p.organisation_id
       WHERE s.id = ? AND s.expires_at > ?
       UNION ALL SELECT ${identity}, ${deputisedColumns} FROM ${signedIn}
       JOIN ${deputisedTables('WHERE s.id = ? AND s.expires_at > ? AND d.deputy_person = s.person_id', today)}`,
      [now, now, key, now, now, now, key, now, now, now],
    );
    const first = rows[0];
    if (!first) return undefined;
    return {
      personId: idOf('person', first.person_id),
      personName: { zh: first.name_zh, en: first.name_en },
      csrfToken: first.csrf_token,
      expiresAt: first.expires_at.getTime(),
      posts: heldPosts(
        rows.filter((row): row is HeldRow => row.post_id !== null),
        (row, post) => ({ ...post, organisationName: { zh: row.org_zh ?? '', en: row.org_en ?? '' } }),
      ),
    };
  }

  async end(token: string): Promise<void> {
    await this.sql.run('DELETE FROM session WHERE id = ?', [keyOf(token)]);
  }

  async account(username: string): Promise<{ id: Buffer; personId: Buffer; passwordHash: string } | undefined> {
    const row = await this.sql.row<{ id: Buffer; username: string; person_id: Buffer; password_hash: string }>(
      'SELECT id, username, person_id, password_hash FROM account WHERE username = ?',
      [username],
    );
    // The database holds trailing blanks for nothing; the throttle does not: one account has one name.
    return row?.username === username
      ? { id: row.id, personId: row.person_id, passwordHash: row.password_hash }
      : undefined;
  }
}

export const actorOfSession = (session: Session, requestId: string): Actor => ({
  personId: session.personId,
  posts: session.posts,
  requestId,
});
