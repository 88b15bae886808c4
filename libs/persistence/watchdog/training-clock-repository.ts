import { fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

/** `legalNow = machineNow + offset`; `target`: the legal instant a move is on its way to. */
export interface TrainingClock {
  offset: number;
  target: number | null;
}

/** What moving the legal clock needs. Training and tests only: the offset of production is 0. */
export class TrainingClockRepository {
  constructor(private readonly sql: Sql) {}

  async read(): Promise<TrainingClock> {
    const row = await this.sql.row<{ offset_ms: number | string; target_at: Date | null }>(
      'SELECT offset_ms, target_at FROM clock WHERE id = 1',
    );
    return { offset: Number(row?.offset_ms ?? 0), target: fromSqlOrNull(row?.target_at ?? null) };
  }

  /** What is still under way at that legal instant; null when all is quiet. */
  async unrest(legal: number): Promise<string | null> {
    const row = await this.sql.row<
      Record<'messages' | 'alarms' | 'unacknowledged' | 'unfollowed' | 'recalculation', number>
    >(
      `SELECT
         EXISTS (SELECT 1 FROM outbox WHERE parked_at IS NULL) AS messages,
         EXISTS (SELECT 1 FROM case_file WHERE next_alarm_at <= ? AND (status = 'open' OR archive = 'open')) AS alarms,
         EXISTS (SELECT 1 FROM case_file WHERE (status IN ('open', 'on-hold') OR archive IS NOT NULL)
                 AND message_seq > acked_seq) AS unacknowledged,
         EXISTS (SELECT 1 FROM case_file f JOIN case_stage s ON s.case_id = f.id
                 WHERE f.status IN ('open', 'on-hold') AND s.ended_at IS NOT NULL AND s.followed = 0) AS unfollowed,
         EXISTS (SELECT 1 FROM calendar_job WHERE ended_at IS NULL) AS recalculation`,
      [toSql(legal)],
    );
    const names = ['messages', 'alarms', 'unacknowledged', 'unfollowed', 'recalculation'] as const;
    return names.filter((name) => (row?.[name] ?? 0) !== 0).join(', ') || null;
  }

  /** The earliest alarm of an open case after that legal instant. */
  async nextAlarm(legal: number): Promise<number | null> {
    const row = await this.sql.row<{ next: Date | null }>(
      "SELECT MIN(next_alarm_at) AS next FROM case_file WHERE next_alarm_at > ? AND (status = 'open' OR archive = 'open')",
      [toSql(legal)],
    );
    return fromSqlOrNull(row?.next ?? null);
  }

  /** Moves the legal clock forward on the way to `target`; nothing if the target was changed meanwhile. */
  async advance(offset: number, target: number): Promise<void> {
    await this.sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1 AND target_at = ? AND offset_ms <= ?', [
      offset,
      toSql(target),
      offset,
    ]);
  }

  async arrived(target: number): Promise<void> {
    await this.sql.run('UPDATE clock SET target_at = NULL WHERE id = 1 AND target_at = ?', [toSql(target)]);
  }
}
