import type { Id } from '../../contracts/ids';
import { bytesOf, bytesOrNull, idOf, idOrNull, newId } from '../bytes';
import { fromSql, fromSqlOrNull, toSql, toSqlOrNull } from '../instants';
import type { Sql } from '../sql';

/** The carrying of a calendar version to the open cases. Instants are machine epoch milliseconds. */
export interface CalendarJob {
  id: Id<'calendarJob'>;
  version: number;
  state: 'waiting' | 'running' | 'done' | 'incomplete';
  total: number;
  done: number;
  moved: number;
  failed: number;
  reason: string | null;
  /** Cases up to this one are done. */
  caseAfter: Id<'case'> | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
}

interface Row {
  id: Buffer;
  version: number;
  state: CalendarJob['state'];
  total: number;
  done: number;
  moved: number;
  failed: number;
  reason: string | null;
  case_after: Buffer | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
}

// A case counts as long as one open row, or the alarm of one unanswered order, was reckoned by an older calendar.
const stale = `(f.status IN ('open', 'on-hold') OR f.archive = 'open') AND (EXISTS (
  SELECT 1 FROM deadline d WHERE d.case_id = f.id AND d.closed_at IS NULL AND d.calendar_version < ?)
  OR f.order_alarm_at IS NOT NULL AND EXISTS (
  SELECT 1 FROM supervision_order o WHERE o.case_id = f.id AND o.state = 'open' AND o.rung_at IS NULL AND o.calendar_version < ?))`;

export class CalendarJobRepository {
  constructor(private readonly sql: Sql) {}

  async insert(version: number, now: number): Promise<Id<'calendarJob'>> {
    const id = newId('calendarJob');
    await this.sql.insert('calendar_job', [
      { id: bytesOf(id), version, state: 'waiting', total: 0, done: 0, moved: 0, failed: 0, created_at: toSql(now) },
    ]);
    return id;
  }

  async find(id: Id<'calendarJob'>): Promise<CalendarJob | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM calendar_job WHERE id = ?', [bytesOf(id)]);
    return row && jobOf(row);
  }

  /** Of the last published version, whether it still runs or not. */
  async latest(): Promise<CalendarJob | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM calendar_job ORDER BY version DESC LIMIT 1');
    return row && jobOf(row);
  }

  /** The oldest that has not ended. */
  async next(): Promise<CalendarJob | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM calendar_job WHERE ended_at IS NULL ORDER BY version LIMIT 1');
    return row && jobOf(row);
  }

  /** Writes progress; false where another worker has gone on from the same place meanwhile. */
  async save(job: CalendarJob, from: Pick<CalendarJob, 'caseAfter' | 'state'>): Promise<boolean> {
    const touched = await this.sql.run(
      `UPDATE calendar_job SET state = ?, total = ?, done = ?, moved = ?, failed = ?, reason = ?, case_after = ?,
         started_at = ?, ended_at = ? WHERE id = ? AND state = ? AND case_after <=> ?`,
      [
        job.state,
        job.total,
        job.done,
        job.moved,
        job.failed,
        job.reason,
        bytesOrNull(job.caseAfter),
        toSqlOrNull(job.startedAt),
        toSqlOrNull(job.endedAt),
        bytesOf(job.id),
        from.state,
        bytesOrNull(from.caseAfter),
      ],
    );
    return touched > 0;
  }

  async countStale(version: number): Promise<number> {
    const row = await this.sql.row<{ n: number | string }>(`SELECT COUNT(*) AS n FROM case_file f WHERE ${stale}`, [
      version,
      version,
    ]);
    return Number(row?.n ?? 0);
  }

  /** Cases with rows or orders older than the version, in the order of their ids, after the given one. */
  async staleCases(version: number, after: Id<'case'> | null, limit: number): Promise<Id<'case'>[]> {
    const rows = await this.sql.rows<{ id: Buffer }>(
      `SELECT f.id FROM case_file f WHERE f.id > ? AND ${stale} ORDER BY f.id LIMIT ${String(Math.trunc(limit))}`,
      [after ? bytesOf(after) : Buffer.alloc(0), version, version],
    );
    return rows.map((row) => idOf('case', row.id));
  }

  async currentVersion(): Promise<number> {
    const row = await this.sql.row<{ calendar_version: number }>('SELECT calendar_version FROM clock WHERE id = 1');
    return row?.calendar_version ?? 0;
  }
}

const jobOf = (row: Row): CalendarJob => ({
  id: idOf('calendarJob', row.id),
  version: row.version,
  state: row.state,
  total: row.total,
  done: row.done,
  moved: row.moved,
  failed: row.failed,
  reason: row.reason,
  caseAfter: idOrNull('case', row.case_after),
  createdAt: fromSql(row.created_at),
  startedAt: fromSqlOrNull(row.started_at),
  endedAt: fromSqlOrNull(row.ended_at),
});
