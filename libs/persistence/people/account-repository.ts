import type { Id } from '../../contracts/ids';
import { bytesOf, idOf, newId } from '../bytes';
import { fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

export interface Account {
  id: Buffer;
  personId: Id<'person'>;
  username: string;
  /** argon2id; null where nobody has set one. */
  passwordHash: string | null;
  passwordChangedAt: number | null;
}

interface Row {
  id: Buffer;
  person_id: Buffer;
  username: string;
  password_hash: string | null;
  password_changed_at: Date | null;
}
const columns = 'id, person_id, username, password_hash, password_changed_at';

const accountOf = (row: Row): Account => ({
  id: row.id,
  personId: idOf('person', row.person_id),
  username: row.username,
  passwordHash: row.password_hash,
  passwordChangedAt: fromSqlOrNull(row.password_changed_at),
});

/** Accounts and the one-time codes by which their holders set a first password. */
export class AccountRepository {
  constructor(private readonly sql: Sql) {}

  async byName(username: string): Promise<Account | undefined> {
    const row = await this.sql.row<Row>(`SELECT ${columns} FROM account WHERE username = ?`, [username]);
    // The database holds trailing blanks for nothing; the throttle does not: one account has one name.
    return row?.username === username ? accountOf(row) : undefined;
  }

  async find(id: Buffer): Promise<Account | undefined> {
    const row = await this.sql.row<Row>(`SELECT ${columns} FROM account WHERE id = ?`, [id]);
    return row && accountOf(row);
  }

  async ofPerson(person: Id<'person'>): Promise<Account | undefined> {
    const row = await this.sql.row<Row>(`SELECT ${columns} FROM account WHERE person_id = ? ORDER BY id LIMIT 1`, [
      bytesOf(person),
    ]);
    return row && accountOf(row);
  }

  async insert(person: Id<'person'>, username: string, passwordHash: string | null, at: number): Promise<Account> {
    const id = bytesOf(newId('account'));
    await this.sql.insert('account', [
      {
        id,
        person_id: bytesOf(person),
        username,
        password_hash: passwordHash,
        password_changed_at: passwordHash === null ? null : toSql(at),
      },
    ]);
    return { id, personId: person, username, passwordHash, passwordChangedAt: passwordHash === null ? null : at };
  }

  async setPassword(id: Buffer, passwordHash: string, at: number): Promise<void> {
    await this.sql.run('UPDATE account SET password_hash = ?, password_changed_at = ? WHERE id = ?', [
      passwordHash,
      toSql(at),
      id,
    ]);
  }

  /** A new code ends those before. */
  async putActivation(given: {
    codeHash: Buffer;
    accountId: Buffer;
    by: Id<'person'>;
    at: number;
    expiresAt: number;
  }): Promise<void> {
    await this.sql.run('UPDATE activation SET used_at = ? WHERE account_id = ? AND used_at IS NULL', [
      toSql(given.at),
      given.accountId,
    ]);
    await this.sql.insert('activation', [
      {
        code_hash: given.codeHash,
        account_id: given.accountId,
        issued_by: bytesOf(given.by),
        expires_at: toSql(given.expiresAt),
      },
    ]);
  }

  async findActivation(codeHash: Buffer, at: number): Promise<Account | undefined> {
    const row = await this.sql.row<Row>(
      `SELECT a.id, a.person_id, a.username, a.password_hash, a.password_changed_at FROM activation c
       JOIN account a ON a.id = c.account_id WHERE c.code_hash = ? AND c.used_at IS NULL AND c.expires_at > ?`,
      [codeHash, toSql(at)],
    );
    return row && accountOf(row);
  }

  /** Until when a code of the account waits to be used; null where none does. */
  async activationUntil(account: Buffer, at: number): Promise<number | null> {
    const row = await this.sql.row<{ until: Date | null }>(
      'SELECT MAX(expires_at) AS until FROM activation WHERE account_id = ? AND used_at IS NULL AND expires_at > ?',
      [account, toSql(at)],
    );
    return fromSqlOrNull(row?.until ?? null);
  }

  /** Uses a code up; false where it was used or has expired. */
  async useActivation(codeHash: Buffer, at: number): Promise<boolean> {
    const touched = await this.sql.run(
      'UPDATE activation SET used_at = ? WHERE code_hash = ? AND used_at IS NULL AND expires_at > ?',
      [toSql(at), codeHash, toSql(at)],
    );
    return touched === 1;
  }

  /** Whether somebody with such a post, whenever it held, has an account. */
  async anyWithPost(role: string): Promise<boolean> {
    const row = await this.sql.row<{ found: number }>(
      'SELECT 1 AS found FROM account a JOIN post p ON p.person_id = a.person_id WHERE p.role = ? LIMIT 1',
      [role],
    );
    return row !== undefined;
  }
}
