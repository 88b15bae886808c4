import { createHash } from 'node:crypto';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { fromSqlOrNull, toSql, toSqlOrNull } from '../instants';
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
  /** What its person ends it by; null in sessions older than the list of them. */
  id: Id<'session'> | null;
  accountId: Buffer;
  /** To the minute. */
  lastSeenAt: number;
  /** When password or code were last confirmed in it. */
  confirmedAt: number | null;
  /** The second step is still to come: it opens nothing. */
  pending: boolean;
  hasSecondFactor: boolean;
}

/** Where somebody came from, as far as a request tells. */
export interface Whence {
  address: string;
  agent: string;
}

interface SessionRow {
  person_id: Buffer;
  name_zh: string;
  name_en: string;
  csrf_token: string;
  expires_at: Date;
  handle: Buffer | null;
  account_id: Buffer;
  created_at: Date;
  last_seen_at: Date | null;
  confirmed_at: Date | null;
  pending: number;
  has_second_factor: number | string;
  org_zh: string | null;
  org_en: string | null;
}
type HeldRow = SessionRow & HeldPostRow;
type Row = HeldRow | (SessionRow & { post_id: null });

/** Today by the legal clock, of the machine's instant in the mark. */
const today = 'DATE(TIMESTAMPADD(MICROSECOND, k.offset_ms * 1000 + 28800000000, ?))';
const identity = `s.person_id, n.name_zh, n.name_en, s.csrf_token, s.expires_at, s.handle, s.account_id, s.created_at,
  s.last_seen_at, s.confirmed_at, s.pending, EXISTS (SELECT 1 FROM totp t WHERE t.account_id = s.account_id
  AND t.confirmed_at IS NOT NULL) AS has_second_factor, o.name_zh AS org_zh, o.name_en AS org_en`;
/** A suspension counts at the next request, also where a session was just renewed beside it. */
const signedIn = `session s JOIN account a ON a.id = s.account_id AND a.suspended_at IS NULL
  JOIN person n ON n.id = s.person_id JOIN clock k ON k.id = 1`;

interface ListedRow {
  handle: Buffer;
  created_at: Date;
  last_seen_at: Date | null;
  expires_at: Date;
  address: string | null;
  agent: string | null;
}
export interface ListedSession extends Whence {
  id: Id<'session'>;
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number;
}

/** The cookie's token is never stored, only its hash: a stolen table opens no session. */
const keyOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export class SessionRepository {
  constructor(private readonly sql: Sql) {}

  async insert(session: {
    token: string;
    accountId: Buffer;
    personId: Id<'person'>;
    csrfToken: string;
    createdAt: number;
    expiresAt: number;
    handle: Id<'session'>;
    confirmedAt: number | null;
    pending: boolean;
    whence: Whence;
  }): Promise<void> {
    await this.sql.insert('session', [
      {
        id: keyOf(session.token),
        account_id: session.accountId,
        person_id: bytesOf(session.personId),
        csrf_token: session.csrfToken,
        created_at: toSql(session.createdAt),
        expires_at: toSql(session.expiresAt),
        handle: bytesOf(session.handle),
        last_seen_at: toSql(session.createdAt),
        confirmed_at: toSqlOrNull(session.confirmedAt),
        pending: session.pending,
        address: session.whence.address,
        agent: session.whence.agent,
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
      id: idOrNull('session', first.handle),
      accountId: first.account_id,
      lastSeenAt: (first.last_seen_at ?? first.created_at).getTime(),
      confirmedAt: fromSqlOrNull(first.confirmed_at),
      pending: first.pending === 1,
      hasSecondFactor: Number(first.has_second_factor) === 1,
    };
  }

  async end(token: string): Promise<void> {
    await this.sql.run('DELETE FROM session WHERE id = ?', [keyOf(token)]);
  }

  /** A new id for a session that goes on, and what its person has just shown. False where it is not there any more. */
  async renew(
    token: string,
    next: { token: string; csrfToken: string; confirmedAt: number; expiresAt: number | null },
  ): Promise<boolean> {
    const touched = await this.sql.run(
      `UPDATE session SET id = ?, csrf_token = ?, confirmed_at = ?, pending = 0, expires_at = COALESCE(?, expires_at)
       WHERE id = ?`,
      [keyOf(next.token), next.csrfToken, toSql(next.confirmedAt), toSqlOrNull(next.expiresAt), keyOf(token)],
    );
    return touched === 1;
  }

  /** Written once a minute at most: the caller looks at `lastSeenAt` first. */
  async seen(token: string, at: number): Promise<void> {
    await this.sql.run('UPDATE session SET last_seen_at = ? WHERE id = ?', [toSql(at), keyOf(token)]);
  }

  /** The sessions of an account that could still be used, newest first. */
  async ofAccount(account: Buffer, machineNow: number): Promise<ListedSession[]> {
    const rows = await this.sql.rows<ListedRow>(
      `SELECT handle, created_at, last_seen_at, expires_at, address, agent FROM session
       WHERE account_id = ? AND expires_at > ? AND pending = 0 AND handle IS NOT NULL ORDER BY created_at DESC, handle LIMIT 100`,
      [account, toSql(machineNow)],
    );
    return rows.map((row) => ({
      id: idOf('session', row.handle),
      createdAt: row.created_at.getTime(),
      lastSeenAt: (row.last_seen_at ?? row.created_at).getTime(),
      expiresAt: row.expires_at.getTime(),
      address: row.address ?? '',
      agent: row.agent ?? '',
    }));
  }

  /** Ends one of an account's sessions; false where it has none of that name. */
  async endOne(account: Buffer, id: Id<'session'>): Promise<boolean> {
    return (
      (await this.sql.run('DELETE FROM session WHERE account_id = ? AND handle = ?', [account, bytesOf(id)])) === 1
    );
  }

  /** Ends all sessions of an account but `keep`; answers how many. */
  endOthers(account: Buffer, keep: Id<'session'> | null): Promise<number> {
    const kept = bytesOrNull(keep);
    return this.sql.run('DELETE FROM session WHERE account_id = ? AND (handle IS NULL OR ? IS NULL OR handle <> ?)', [
      ...[account, kept, kept],
    ]);
  }

  /** Forgets sessions that ended by themselves. */
  async sweep(machineNow: number): Promise<void> {
    await this.sql.run('DELETE FROM session WHERE expires_at < ? LIMIT 500', [toSql(machineNow)]);
  }
}

export const actorOfSession = (session: Session, requestId: string): Actor => ({
  personId: session.personId,
  posts: session.posts,
  requestId,
});
