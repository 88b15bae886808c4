import type { Id } from '../../contracts/ids';
import type { CaseKind } from '../../contracts/procedure';
import { idOf } from '../bytes';
import { fromSqlOrNull, toSql } from '../instants';
import { marks, type Sql } from '../sql';

/** A message waiting for the engine. */
export interface OutboxRow {
  id: number;
  caseId: Id<'case'>;
  caseKind: CaseKind;
  seq: number;
  /** JSON of a CaseMessage as it was committed. */
  message: string;
  attempts: number;
}

interface Row {
  id: number;
  case_id: Buffer;
  case_kind: CaseKind;
  seq: number;
  message: string;
  attempts: number;
}

const firstPause = 250;
const longestPause = 15_000;

/** The relay's side of the outbox. All instants are machine epoch milliseconds. */
export class OutboxRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Rows due for sending, locked until the transaction ends; rows another relay holds are passed over.
   * Ordered as the index is: sorting would lock every row it reads.
   */
  async lockDue(now: number, limit: number): Promise<OutboxRow[]> {
    const rows = await this.sql.rows<Row>(
      `SELECT id, case_id, case_kind, seq, message, attempts FROM outbox
       WHERE parked_at IS NULL AND available_at <= ? ORDER BY available_at, id LIMIT ${String(Math.trunc(limit))}
       FOR UPDATE SKIP LOCKED`,
      [toSql(now)],
    );
    return rows.map((row) => ({
      id: row.id,
      caseId: idOf('case', row.case_id),
      caseKind: row.case_kind,
      seq: row.seq,
      message: row.message,
      attempts: row.attempts,
    }));
  }

  async sent(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    // On a small table the optimiser would scan all of it, and wait for rows that another relay holds: a deadlock.
    await this.sql.run(`DELETE o FROM outbox o FORCE INDEX (PRIMARY) WHERE o.id IN (${marks(ids.length)})`, ids);
  }

  /** Due again after a pause that doubles with every attempt up to 15 s, with jitter so that rows do not come in step. */
  async postpone(ids: number[], now: number, reason: string): Promise<void> {
    if (ids.length === 0) return;
    await this.sql.run(
      `UPDATE outbox FORCE INDEX (PRIMARY) SET reason = ?,
         available_at = TIMESTAMPADD(MICROSECOND,
           FLOOR(LEAST(${String(firstPause)} * POW(2, LEAST(attempts, 16)), ${String(longestPause)}) * (500 + 500 * RAND())),
           CAST(? AS DATETIME(3))),
         attempts = attempts + 1
       WHERE id IN (${marks(ids.length)})`,
      [reason.slice(0, 500), toSql(now), ...ids],
    );
  }

  /** Set aside with a reason: sending it again would fail again. The watchdog looks after its case. */
  async park(id: number, now: number, reason: string): Promise<void> {
    await this.sql.run('UPDATE outbox SET parked_at = ?, reason = ?, attempts = attempts + 1 WHERE id = ?', [
      toSql(now),
      reason.slice(0, 500),
      id,
    ]);
  }

  /** Puts parked rows back; gives how many. For an operator who has removed the cause. */
  async retryParked(now: number): Promise<number> {
    return this.sql.run(
      'UPDATE outbox SET parked_at = NULL, attempts = 0, available_at = ? WHERE parked_at IS NOT NULL',
      [toSql(now)],
    );
  }

  /** Rows waiting and parked, and the machine instant the oldest waiting one was written. */
  async counts(): Promise<{ waiting: number; parked: number; oldest: number | null }> {
    const row = await this.sql.row<{ waiting: number | string; parked: number | string; oldest: Date | null }>(
      `SELECT COUNT(*) - COUNT(parked_at) AS waiting, COUNT(parked_at) AS parked,
         MIN(CASE WHEN parked_at IS NULL THEN created_at END) AS oldest FROM outbox`,
    );
    return {
      waiting: Number(row?.waiting ?? 0),
      parked: Number(row?.parked ?? 0),
      oldest: fromSqlOrNull(row?.oldest ?? null),
    };
  }
}
