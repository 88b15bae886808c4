import { createHash } from 'node:crypto';
import { canonicalText } from '../events/chain';
import { faultCode } from '../database';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface StoredAnswer {
  requestDigest: Buffer;
  status: number;
  answer: unknown;
}

export const requestDigest = (request: unknown): Buffer =>
  createHash('sha256')
    .update(canonicalText(request ?? null))
    .digest();

/** Keys of acts already done, kept in the act's own transaction: a refused act leaves no key behind. */
export class IdempotencyRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Takes a key; false where it was taken before. Relies on the primary key (account, key): an equal key in another
   * open transaction is waited for, and wins or vanishes with it.
   */
  async take(account: string, key: string, digest: Buffer, machineNow: number): Promise<boolean> {
    try {
      await this.sql.run(
        "INSERT INTO idempotency_key (account, idempotency_key, request_digest, status, answer, created_at) VALUES (?,?,?,0,'',?)",
        [account, key, digest, toSql(machineNow)],
      );
      return true;
    } catch (error) {
      if (faultCode(error) === 'ER_DUP_ENTRY') return false;
      throw error;
    }
  }

  async answer(account: string, key: string, status: number, answer: unknown): Promise<void> {
    await this.sql.run('UPDATE idempotency_key SET status = ?, answer = ? WHERE account = ? AND idempotency_key = ?', [
      status,
      JSON.stringify(answer),
      account,
      key,
    ]);
  }

  async find(account: string, key: string): Promise<StoredAnswer | undefined> {
    const row = await this.sql.row<{ request_digest: Buffer; status: number; answer: string }>(
      'SELECT request_digest, status, answer FROM idempotency_key WHERE account = ? AND idempotency_key = ?',
      [account, key],
    );
    return row && { requestDigest: row.request_digest, status: row.status, answer: JSON.parse(row.answer) as unknown };
  }
}
