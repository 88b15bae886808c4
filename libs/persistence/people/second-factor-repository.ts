import { fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

export interface SecondFactor {
  sealedKey: Buffer;
  /** Null: set up, not in use yet. */
  confirmedAt: number | null;
}

/** The key of a person's authenticator, and the codes for when it is lost. */
export class SecondFactorRepository {
  constructor(private readonly sql: Sql) {}

  async find(account: Buffer): Promise<SecondFactor | undefined> {
    const row = await this.sql.row<{ sealed_key: Buffer; confirmed_at: Date | null }>(
      'SELECT sealed_key, confirmed_at FROM totp WHERE account_id = ?',
      [account],
    );
    return row && { sealedKey: row.sealed_key, confirmedAt: fromSqlOrNull(row.confirmed_at) };
  }

  /** Replaces a key that was never confirmed; false where one is in use. */
  async put(account: Buffer, sealedKey: Buffer, at: number): Promise<boolean> {
    await this.sql.run('DELETE FROM totp WHERE account_id = ? AND confirmed_at IS NULL', [account]);
    const touched = await this.sql.run(
      'INSERT IGNORE INTO totp (account_id, sealed_key, created_at) VALUES (?, ?, ?)',
      [account, sealedKey, toSql(at)],
    );
    return touched === 1;
  }

  /** Uses the code of a period up: false where it, or a later one, was used. Two at once meet at the row. */
  async usePeriod(account: Buffer, period: number): Promise<boolean> {
    const touched = await this.sql.run('UPDATE totp SET last_period = ? WHERE account_id = ? AND last_period < ?', [
      period,
      account,
      period,
    ]);
    return touched === 1;
  }

  async confirm(account: Buffer, at: number): Promise<void> {
    await this.sql.run('UPDATE totp SET confirmed_at = ? WHERE account_id = ?', [toSql(at), account]);
  }

  async remove(account: Buffer): Promise<boolean> {
    await this.sql.run('DELETE FROM recovery_code WHERE account_id = ?', [account]);
    return (await this.sql.run('DELETE FROM totp WHERE account_id = ?', [account])) === 1;
  }

  async putRecoveryCodes(account: Buffer, hashes: readonly Buffer[]): Promise<void> {
    await this.sql.run('DELETE FROM recovery_code WHERE account_id = ?', [account]);
    await this.sql.insert(
      'recovery_code',
      hashes.map((hash) => ({ account_id: account, code_hash: hash })),
    );
  }

  async useRecoveryCode(account: Buffer, hash: Buffer, at: number): Promise<boolean> {
    const touched = await this.sql.run(
      'UPDATE recovery_code SET used_at = ? WHERE account_id = ? AND code_hash = ? AND used_at IS NULL',
      [toSql(at), account, hash],
    );
    return touched === 1;
  }

  async recoveryCodesLeft(account: Buffer): Promise<number> {
    const row = await this.sql.row<{ count: number | string }>(
      'SELECT COUNT(*) AS count FROM recovery_code WHERE account_id = ? AND used_at IS NULL',
      [account],
    );
    return Number(row?.count ?? 0);
  }
}
