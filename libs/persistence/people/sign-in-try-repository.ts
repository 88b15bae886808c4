import { fromSqlOrNull, toSql } from '../instants';
import { marks, type Sql } from '../sql';

/** What is counted of one account, one network, or both together. Machine instants. */
export interface Tries {
  failures: number;
  since: number;
  lastTry: number;
  knownUntil: number | null;
}

interface Row {
  id: Buffer;
  failures: number;
  since: Date;
  last_try: Date;
  known_until: Date | null;
}

/** In one order everywhere: statements over the same rows wait for each other and do not lock each other out. */
const ordered = (ids: readonly Buffer[]): Buffer[] => [...ids].sort((one, other) => Buffer.compare(one, other));

/** Counts of failed tries. Every statement goes by primary key, but the sweep. */
export class SignInTryRepository {
  constructor(private readonly sql: Sql) {}

  /** By the hex of their ids; those that have expired, or never were, are not there. */
  async find(ids: readonly Buffer[], now: number): Promise<Map<string, Tries>> {
    const rows = await this.sql.rows<Row>(
      `SELECT id, failures, since, last_try, known_until FROM sign_in_try
       WHERE id IN (${marks(ids.length)}) AND expires_at > ?`,
      [...ids, toSql(now)],
    );
    return new Map(
      rows.map((row) => [
        row.id.toString('hex'),
        {
          failures: row.failures,
          since: row.since.getTime(),
          lastTry: row.last_try.getTime(),
          knownUntil: fromSqlOrNull(row.known_until),
        },
      ]),
    );
  }

  /** One failure more of each; a count that began before `from` begins anew. */
  async count(ids: readonly Buffer[], now: number, from: number, expiresAt: number): Promise<void> {
    const tuple = '(?, 1, ?, ?, ?)';
    // Assigned from left to right: `since` looks at the new number, `failures` at the old instant.
    await this.sql.run(
      `INSERT INTO sign_in_try (id, failures, since, last_try, expires_at) VALUES ${ids.map(() => tuple).join(',')}
       ON DUPLICATE KEY UPDATE failures = IF(since < ?, 1, failures + 1), since = IF(failures = 1, VALUES(since), since),
         last_try = VALUES(last_try), expires_at = GREATEST(expires_at, VALUES(expires_at))`,
      [...ordered(ids).flatMap((id) => [id, toSql(now), toSql(now), toSql(expiresAt)]), toSql(from)],
    );
  }

  /** Lets one through where the last was let through at `until` or before; false where another was first. */
  async takeTurn(id: Buffer, now: number, until: number): Promise<boolean> {
    const touched = await this.sql.run('UPDATE sign_in_try SET last_try = ? WHERE id = ? AND last_try <= ?', [
      toSql(now),
      id,
      toSql(until),
    ]);
    return touched === 1;
  }

  /** A try that was counted and did not fail is taken back. */
  async takeBack(ids: readonly Buffer[]): Promise<void> {
    if (ids.length === 0) return;
    await this.sql.run(
      `UPDATE sign_in_try SET failures = failures - 1 WHERE id IN (${marks(ids.length)}) AND failures > 0`,
      ordered(ids),
    );
  }

  /** Signed in: nothing stands against the two together any more. */
  async know(id: Buffer, now: number, knownUntil: number): Promise<void> {
    await this.sql.run(`UPDATE sign_in_try SET failures = 0, since = ?, known_until = ?, expires_at = ? WHERE id = ?`, [
      toSql(now),
      toSql(knownUntil),
      toSql(knownUntil),
      id,
    ]);
  }

  async sweep(now: number, atMost: number): Promise<number> {
    return this.sql.run(`DELETE FROM sign_in_try WHERE expires_at <= ? LIMIT ${String(atMost)}`, [toSql(now)]);
  }
}
