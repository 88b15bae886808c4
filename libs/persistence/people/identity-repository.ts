import type { Id } from '../../contracts/ids';
import type { Role } from '../../contracts/posts';
import { bytesOf, idOf } from '../bytes';
import { fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
}
export interface Identity {
  id: Id<'identity'>;
  issuer: string;
  subject: string;
  accountId: Buffer;
  linkedAt: number;
  endedAt: number | null;
  groups: string[];
}
interface Row {
  id: Buffer;
  issuer: string;
  subject: string;
  account_id: Buffer;
  linked_at: Date;
  ended_at: Date | null;
  groups_seen: string | null;
}
const columns = 'i.id, i.issuer, i.subject, i.account_id, i.linked_at, i.ended_at, i.groups_seen';
const identityOf = (row: Row): Identity => ({
  id: idOf('identity', row.id),
  issuer: row.issuer,
  subject: row.subject,
  accountId: row.account_id,
  linkedAt: row.linked_at.getTime(),
  endedAt: fromSqlOrNull(row.ended_at),
  groups: JSON.parse(row.groups_seen ?? '[]') as string[],
});

/** Who an account is at a provider, the sign-ins under way there, and what posts the groups there suggest. */
export class IdentityRepository {
  constructor(private readonly sql: Sql) {}

  async putAttempt(id: Buffer, attempt: Attempt, at: number, expiresAt: number): Promise<void> {
    await this.sql.run('DELETE FROM identity_attempt WHERE expires_at < ? LIMIT 500', [toSql(at)]);
    const { state, nonce, verifier, returnTo } = attempt;
    await this.sql.insert('identity_attempt', [
      { id, state, nonce, verifier, return_to: returnTo, expires_at: toSql(expiresAt) },
    ]);
  }

  /** Each is taken once; of two at the same time one finds nothing. */
  async takeAttempt(id: Buffer, at: number): Promise<Attempt | undefined> {
    const row = await this.sql.row<{ state: string; nonce: string; verifier: string; return_to: string }>(
      'SELECT state, nonce, verifier, return_to FROM identity_attempt WHERE id = ? AND expires_at > ? FOR UPDATE',
      [id, toSql(at)],
    );
    if (!row || (await this.sql.run('DELETE FROM identity_attempt WHERE id = ?', [id])) !== 1) return undefined;
    return { state: row.state, nonce: row.nonce, verifier: row.verifier, returnTo: row.return_to };
  }

  async bySubject(issuer: string, subject: string, lock = false): Promise<Identity | undefined> {
    const row = await this.sql.row<Row>(
      `SELECT ${columns} FROM identity i WHERE i.issuer = ? AND i.subject = ? AND i.ended_at IS NULL${lock ? ' FOR UPDATE' : ''}`,
      [issuer, subject],
    );
    return row?.subject === subject ? identityOf(row) : undefined;
  }

  async insert(identity: Omit<Identity, 'endedAt' | 'groups'>, by: Id<'person'>): Promise<void> {
    await this.sql.insert('identity', [
      {
        id: bytesOf(identity.id),
        issuer: identity.issuer,
        subject: identity.subject,
        account_id: identity.accountId,
        linked_by: bytesOf(by),
        linked_at: toSql(identity.linkedAt),
      },
    ]);
  }

  async seenGroups(id: Id<'identity'>, groups: readonly string[]): Promise<void> {
    await this.sql.run('UPDATE identity SET groups_seen = ? WHERE id = ?', [JSON.stringify(groups), bytesOf(id)]);
  }

  /** The account whose it was; undefined where there is none that stands. */
  async end(id: Id<'identity'>, at: number): Promise<Buffer | undefined> {
    const row = await this.sql.row<{ account_id: Buffer }>(
      'SELECT account_id FROM identity WHERE id = ? AND ended_at IS NULL FOR UPDATE',
      [bytesOf(id)],
    );
    if (row) await this.sql.run('UPDATE identity SET ended_at = ? WHERE id = ?', [toSql(at), bytesOf(id)]);
    return row?.account_id;
  }

  async ofPerson(person: Id<'person'>): Promise<Identity[]> {
    const rows = await this.sql.rows<Row>(
      `SELECT ${columns} FROM identity i JOIN account a ON a.id = i.account_id WHERE a.person_id = ? ORDER BY i.id`,
      [bytesOf(person)],
    );
    return rows.map(identityOf);
  }

  async putGroupPost(issuer: string, group: string, role: Role, organisation: Id<'organisation'>): Promise<void> {
    await this.sql.run(
      'INSERT IGNORE INTO group_post (issuer, group_name, role, organisation_id) VALUES (?, ?, ?, ?)',
      [issuer, group, role, bytesOf(organisation)],
    );
  }

  /** Posts that the groups of an issuer suggest. */
  async suggested(
    issuer: string,
    groups: readonly string[],
  ): Promise<{ role: Role; organisation: { id: Id<'organisation'>; name: { zh: string; en: string } } }[]> {
    if (groups.length === 0) return [];
    const rows = await this.sql.rows<{ role: Role; organisation_id: Buffer; name_zh: string; name_en: string }>(
      `SELECT DISTINCT g.role, g.organisation_id, o.name_zh, o.name_en FROM group_post g
       JOIN organisation o ON o.id = g.organisation_id
       WHERE g.issuer = ? AND g.group_name IN (${groups.map(() => '?').join(',')})`,
      [issuer, ...groups],
    );
    return rows.map((row) => ({
      role: row.role,
      organisation: { id: idOf('organisation', row.organisation_id), name: { zh: row.name_zh, en: row.name_en } },
    }));
  }
}
