import type { Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';

/** A suspension that stands. */
export interface Suspension {
  at: number;
  by: Id<'person'>;
  byName: { zh: string; en: string };
  reason: string;
}

/** Who may not sign in for now: every account of a person at once, and whatever else would let them in. */
export class SuspensionRepository {
  constructor(private readonly sql: Sql) {}

  async find(person: Id<'person'>): Promise<Suspension | undefined> {
    const row = await this.sql.row<{
      suspended_at: Date;
      suspended_by: Buffer;
      name_zh: string;
      name_en: string;
      reason: string;
    }>(
      `SELECT x.suspended_at, x.suspended_by, n.name_zh, n.name_en, x.reason FROM suspension x
       JOIN person n ON n.id = x.suspended_by WHERE x.person_id = ? AND x.reinstated_at IS NULL`,
      [bytesOf(person)],
    );
    return (
      row && {
        at: row.suspended_at.getTime(),
        by: idOf('person', row.suspended_by),
        byName: { zh: row.name_zh, en: row.name_en },
        reason: row.reason,
      }
    );
  }

  /** Locks the accounts of a person: a sign-in under way is over before or begins after. */
  async lockAccounts(person: Id<'person'>): Promise<Buffer[]> {
    const rows = await this.sql.rows<{ id: Buffer }>(
      'SELECT id FROM account WHERE person_id = ? ORDER BY id FOR UPDATE',
      [bytesOf(person)],
    );
    return rows.map((row) => row.id);
  }

  /** Whether an account may open a session; holds its row until the commit. */
  async lockOpen(account: Buffer): Promise<boolean> {
    const row = await this.sql.row<{ suspended_at: Date | null }>(
      'SELECT suspended_at FROM account WHERE id = ? FOR UPDATE',
      [account],
    );
    return row !== undefined && row.suspended_at === null;
  }

  async begin(person: Id<'person'>, by: Id<'person'>, reason: string, at: number): Promise<void> {
    await this.sql.insert('suspension', [
      { person_id: bytesOf(person), suspended_at: toSql(at), suspended_by: bytesOf(by), reason },
    ]);
    await this.sql.run('UPDATE account SET suspended_at = ? WHERE person_id = ?', [toSql(at), bytesOf(person)]);
  }

  async end(person: Id<'person'>, by: Id<'person'>, reason: string, at: number): Promise<void> {
    await this.sql.run(
      `UPDATE suspension SET reinstated_at = ?, reinstated_by = ?, reinstated_for = ?
       WHERE person_id = ? AND reinstated_at IS NULL`,
      [toSql(at), bytesOf(by), reason, bytesOf(person)],
    );
    await this.sql.run('UPDATE account SET suspended_at = NULL WHERE person_id = ?', [bytesOf(person)]);
  }

  /** No password opens the accounts until a new one is set. */
  async clearPasswords(person: Id<'person'>): Promise<void> {
    await this.sql.run('UPDATE account SET password_hash = NULL WHERE person_id = ?', [bytesOf(person)]);
  }

  async endSessions(person: Id<'person'>): Promise<number> {
    return this.sql.run('DELETE s FROM session s JOIN account a ON a.id = s.account_id WHERE a.person_id = ?', [
      bytesOf(person),
    ]);
  }

  /** Tokens of programs: of the person, and those they made, which they have seen. */
  async revokeTokens(person: Id<'person'>, at: number): Promise<number> {
    return this.sql.run(
      `UPDATE service_account SET revoked_at = ?
       WHERE revoked_at IS NULL AND expires_at > ? AND (person_id = ? OR created_by = ?)`,
      [toSql(at), toSql(at), bytesOf(person), bytesOf(person)],
    );
  }

  /** Codes by which a password is set: for the person, and those they issued, which they have seen. */
  async endActivations(person: Id<'person'>, at: number): Promise<number> {
    return this.sql.run(
      `UPDATE activation SET used_at = ? WHERE used_at IS NULL AND expires_at > ?
         AND (issued_by = ? OR account_id IN (SELECT id FROM account WHERE person_id = ?))`,
      [toSql(at), toSql(at), bytesOf(person), bytesOf(person)],
    );
  }
}
