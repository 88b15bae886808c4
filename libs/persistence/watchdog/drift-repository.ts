import type { Id } from '../../contracts/ids';
import type { CaseKind } from '../../contracts/procedure';
import { bytesOf, idOf } from '../bytes';
import { fromSqlOrNull, toSql } from '../instants';
import type { Sql, Value } from '../sql';

export type DriftReason = 'unacknowledged' | 'alarm-passed' | 'never-followed' | 'not-moved-on';

/** A case whose workflow seems to have missed something. */
export interface Drift {
  caseId: Id<'case'>;
  kind: CaseKind;
  /** Number of the last message written for it. */
  seq: number;
  reason: DriftReason;
  /** Changes when the case gets further, so that looking again is not looking in vain. */
  mark: string;
}

export interface OpenCase {
  caseId: Id<'case'>;
  kind: CaseKind;
  seq: number;
}

interface Row {
  id: Buffer;
  kind: CaseKind;
  message_seq: number;
  acked_seq: number;
  next_alarm_at: Date | null;
}

const columns = 'f.id, f.kind, f.message_seq, f.acked_seq, f.next_alarm_at';
const atMost = 500;
/** While a message still waits for the relay, telling would only double it. */
const nothingWaits = 'NOT EXISTS (SELECT 1 FROM outbox o WHERE o.case_id = f.id AND o.parked_at IS NULL)';

/** A workflow follows the case: it is not closed, or its archive is being worked. */
const isFollowed = "(f.status IN ('open', 'on-hold') OR f.archive = 'open')";
/** … or the file was accepted, and the workflow has not heard of it. */
const mayWait = "(f.status IN ('open', 'on-hold') OR f.archive IS NOT NULL)";

/** Finds by SQL alone what the engine should have done and did not. Reads only. */
export class DriftRepository {
  constructor(private readonly sql: Sql) {}

  /** Open cases with a message the workflow has not acknowledged. `before`: machine instant. */
  unacknowledged(before: number): Promise<Drift[]> {
    return this.find(
      'unacknowledged',
      `SELECT ${columns} FROM case_file f
       WHERE ${mayWait} AND f.message_seq > f.acked_seq AND f.message_at <= ?
         AND ${nothingWaits}
       ORDER BY f.message_at LIMIT ${String(atMost)}`,
      [toSql(before)],
    );
  }

  /** Open cases whose earliest alarm is due. `before`: legal instant. Nothing rings while a case is on hold. */
  alarmsPassed(before: number): Promise<Drift[]> {
    return this.find(
      'alarm-passed',
      `SELECT ${columns} FROM case_file f
       WHERE f.next_alarm_at <= ? AND (f.status = 'open' OR f.archive = 'open') ORDER BY f.next_alarm_at LIMIT ${String(atMost)}`,
      [toSql(before)],
    );
  }

  /** Open cases no workflow has ever asked about. `machine`, `legal`: the same instant on both clocks. */
  neverFollowed(machine: number, legal: number): Promise<Drift[]> {
    return this.find(
      'never-followed',
      `SELECT ${columns} FROM case_file f
       WHERE ${isFollowed} AND f.acked_at IS NULL
         AND (f.message_at <= ? OR (f.message_at IS NULL AND f.opened_at <= ?))
         AND ${nothingWaits} LIMIT ${String(atMost)}`,
      [toSql(machine), toSql(legal)],
    );
  }

  /** Open cases with a stage that ended and was not followed by another. `before`: machine instant. */
  notMovedOn(before: number): Promise<Drift[]> {
    return this.find(
      'not-moved-on',
      `SELECT DISTINCT ${columns} FROM case_file f
       JOIN case_stage s ON s.case_id = f.id AND s.ended_at IS NOT NULL AND s.followed = 0
       WHERE f.status IN ('open', 'on-hold') AND (f.message_at IS NULL OR f.message_at <= ?)
         AND ${nothingWaits} LIMIT ${String(atMost)}`,
      [toSql(before)],
    );
  }

  /** Cases that are not over, closed ones whose archive is open among them, in the order of their ids, after the given one. */
  async openCasesAfter(caseId: Id<'case'> | null, limit: number): Promise<OpenCase[]> {
    const rows = await this.sql.rows<Row>(
      `SELECT ${columns} FROM case_file f WHERE f.id > ? AND ${isFollowed}
       ORDER BY f.id LIMIT ${String(Math.trunc(limit))}`,
      [caseId ? bytesOf(caseId) : Buffer.alloc(0)],
    );
    return rows.map((row) => ({ caseId: idOf('case', row.id), kind: row.kind, seq: row.message_seq }));
  }

  private async find(reason: DriftReason, sql: string, params: Value[]): Promise<Drift[]> {
    const rows = await this.sql.rows<Row>(sql, params);
    return rows.map((row) => ({
      caseId: idOf('case', row.id),
      kind: row.kind,
      seq: row.message_seq,
      reason,
      mark: [reason, row.message_seq, row.acked_seq, fromSqlOrNull(row.next_alarm_at) ?? ''].join(' '),
    }));
  }
}
