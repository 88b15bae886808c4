import type { Id } from '../../contracts/ids';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { fromSql, fromSqlOrNull, toSql, toSqlOrNull } from '../instants';
import { marks, type Sql } from '../sql';

/** More time that the answering body asked for, and what the asking one said. */
export interface Extension {
  id: Id<'extension'>;
  requestId: Id<'request'>;
  days: number;
  reason: string;
  askedBy: Id<'person'>;
  askedAt: number;
  /** `void`: the request was answered or ended before it was decided. */
  state: 'asked' | 'granted' | 'refused' | 'void';
  grantedDays: number | null;
  decidedBy: Id<'person'> | null;
  decidedAt: number | null;
  decisionReason: string | null;
}

interface Row {
  id: Buffer;
  request_id: Buffer;
  days: number;
  reason: string;
  asked_by: Buffer;
  asked_at: Date;
  state: Extension['state'];
  granted_days: number | null;
  decided_by: Buffer | null;
  decided_at: Date | null;
  decision_reason: string | null;
}

export class ExtensionRepository {
  constructor(private readonly sql: Sql) {}

  async insert(extension: Extension): Promise<void> {
    await this.sql.insert('request_extension', [
      {
        id: bytesOf(extension.id),
        request_id: bytesOf(extension.requestId),
        days: extension.days,
        reason: extension.reason,
        asked_by: bytesOf(extension.askedBy),
        asked_at: toSql(extension.askedAt),
        state: extension.state,
        granted_days: extension.grantedDays,
        decided_by: bytesOrNull(extension.decidedBy),
        decided_at: toSqlOrNull(extension.decidedAt),
        decision_reason: extension.decisionReason,
      },
    ]);
  }

  async decide(extension: Extension): Promise<void> {
    await this.sql.run(
      'UPDATE request_extension SET state = ?, granted_days = ?, decided_by = ?, decided_at = ?, decision_reason = ? WHERE id = ?',
      [
        extension.state,
        extension.grantedDays,
        bytesOrNull(extension.decidedBy),
        toSqlOrNull(extension.decidedAt),
        extension.decisionReason,
        bytesOf(extension.id),
      ],
    );
  }

  async of(requestIds: readonly Id<'request'>[]): Promise<Extension[]> {
    if (requestIds.length === 0) return [];
    const rows = await this.sql.rows<Row>(
      `SELECT * FROM request_extension WHERE request_id IN (${marks(requestIds.length)}) ORDER BY id`,
      requestIds.map(bytesOf),
    );
    return rows.map((row) => ({
      id: idOf('extension', row.id),
      requestId: idOf('request', row.request_id),
      days: row.days,
      reason: row.reason,
      askedBy: idOf('person', row.asked_by),
      askedAt: fromSql(row.asked_at),
      state: row.state,
      grantedDays: row.granted_days,
      decidedBy: idOrNull('person', row.decided_by),
      decidedAt: fromSqlOrNull(row.decided_at),
      decisionReason: row.decision_reason,
    }));
  }

  /** An extension that nobody decided falls with the end of its request. */
  async voidOpen(requestIds: readonly Id<'request'>[], at: number): Promise<void> {
    if (requestIds.length === 0) return;
    await this.sql.run(
      `UPDATE request_extension SET state = 'void', decided_at = ? WHERE state = 'asked' AND request_id IN (${marks(requestIds.length)})`,
      [toSql(at), ...requestIds.map(bytesOf)],
    );
  }
}
