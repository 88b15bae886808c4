import { fromSql, toSql } from '../instants';
import type { Sql } from '../sql';

export interface Heartbeat {
  /** Machine epoch milliseconds. */
  at: number;
  detail: string;
}

/** Signs of life and other small facts about the running system, one row a name. */
export class HeartbeatRepository {
  constructor(private readonly sql: Sql) {}

  async beat(name: string, at: number, detail: string): Promise<void> {
    await this.sql.run(
      'INSERT INTO heartbeat (name, at, detail) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE at = VALUES(at), detail = VALUES(detail)',
      [name, toSql(at), detail.slice(0, 200)],
    );
  }

  async find(name: string): Promise<Heartbeat | undefined> {
    const row = await this.sql.row<{ at: Date; detail: string }>('SELECT at, detail FROM heartbeat WHERE name = ?', [
      name,
    ]);
    return row && { at: fromSql(row.at), detail: row.detail };
  }
}
