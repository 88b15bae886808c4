import { createHash } from 'node:crypto';
import { idFromHex } from '../../../libs/contracts/ids';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

interface Programme {
  version: string;
  day: { jitterMinutes: { value: number } };
}

/** A measuring eye on a stack with many cases, as the root account of its database. */
export class CrowdEye {
  private constructor(private readonly connection: Connection) {}

  /** `schema` is the database of the application. */
  static async open(rootUrl: string, schema: string): Promise<CrowdEye> {
    const connection = await createConnection({ uri: rootUrl, timezone: 'Z' });
    await connection.changeUser({ database: schema });
    return new CrowdEye(connection);
  }

  /**
   * Opens further calls like the one there is, and answers their ids: a hospital declares once in a call. With `jitter` false they are calls
   * of a programme version that spreads its notices over no time at all, so that all alarms are due at one instant.
   */
  async addCalls(count: number, jitter: boolean): Promise<string[]> {
    const [pattern] = await this.rows('SELECT * FROM declaration_call ORDER BY window_closes DESC LIMIT 1');
    if (!pattern) throw new Error('the stack has no call to copy');
    const programme = jitter ? (pattern['programme_version_id'] as Buffer) : await this.quietProgramme(pattern);
    await this.connection.query('UPDATE declaration_call SET window_closes = window_opens WHERE id = ?', [
      pattern['id'],
    ]);
    const names = Object.keys(pattern);
    const rows = Array.from({ length: count }, (_, i) => {
      const row: Record<string, unknown> = {
        ...pattern,
        id: numbered(pattern['id'] as Buffer, i + 1),
        code: `crowd-${String(i + 1)}`,
        programme_version_id: programme,
        notice_number: `示卫医函〔2025〕${String(10_000 + i)}号`,
      };
      return names.map((name) => row[name]);
    });
    await this.connection.query('INSERT INTO declaration_call (??) VALUES ?', [names, rows]);
    return rows.map((_row, i) => idFromHex('call', numbered(pattern['id'] as Buffer, i + 1).toString('hex')));
  }

  private async quietProgramme(call: RowDataPacket): Promise<Buffer> {
    const [row] = await this.rows('SELECT * FROM programme_version WHERE id = ?', [call['programme_version_id']]);
    if (!row) throw new Error('the call has no programme');
    const programme = JSON.parse(String(row['content'])) as Programme;
    programme.day.jitterMinutes.value = 0;
    programme.version = `${programme.version}000`;
    const content = JSON.stringify(programme);
    const quiet: Record<string, unknown> = {
      ...row,
      id: numbered(row['id'] as Buffer, 1),
      version: programme.version,
      content,
      hash: createHash('sha256').update(content).digest(),
    };
    const names = Object.keys(quiet);
    await this.connection.query('INSERT INTO programme_version (??) VALUES (?)', [names, Object.values(quiet)]);
    return quiet['id'] as Buffer;
  }

  /** Open cases whose engine has not yet answered the last message. */
  async unfollowed(): Promise<number> {
    return this.count("SELECT COUNT(*) AS n FROM case_file WHERE status = 'open' AND message_seq > acked_seq");
  }

  /** The earliest alarm that is armed, as a legal instant; null where there is none. */
  async nextAlarm(): Promise<Date | null> {
    const [row] = await this.rows("SELECT MIN(next_alarm_at) AS at FROM case_file WHERE status = 'open'");
    return (row?.['at'] as Date | null) ?? null;
  }

  async legalNow(): Promise<number> {
    const [row] = await this.rows('SELECT offset_ms FROM clock WHERE id = 1');
    return Date.now() + Number(row?.['offset_ms'] ?? 0);
  }

  /** Puts the legal clock at an instant. Only while no case is open: what a case sleeps until was told it before. */
  async setClock(legal: number): Promise<void> {
    if ((await this.count('SELECT COUNT(*) AS n FROM case_file')) > 0) throw new Error('there are cases already');
    await this.connection.query('UPDATE clock SET offset_ms = ? WHERE id = 1', [legal - Date.now()]);
  }

  async rung(): Promise<number> {
    return this.count("SELECT COUNT(*) AS n FROM alarm_rung WHERE state = 'rung'");
  }

  /** Rungs before the given legal instant, and cases with more than one. Both must be 0. */
  async faults(instant: Date): Promise<{ early: number; twice: number }> {
    return {
      early: await this.count("SELECT COUNT(*) AS n FROM alarm_rung WHERE state = 'rung' AND at < ?", [instant]),
      twice: await this.count(
        `SELECT COUNT(*) AS n FROM (SELECT d.case_id FROM alarm_rung r JOIN deadline d ON d.id = r.deadline_id
         WHERE r.state = 'rung' GROUP BY d.case_id HAVING COUNT(*) > 1) t`,
      ),
    };
  }

  /** Milliseconds after the instant at which half of the rungs, and the last, were recorded; of the legal clock. */
  async rungAfter(instant: Date): Promise<{ halfMs: number; lastMs: number }> {
    const rows = await this.rows("SELECT at FROM alarm_rung WHERE state = 'rung' ORDER BY at");
    const ms = (row: RowDataPacket | undefined): number =>
      row ? (row['at'] as Date).getTime() - instant.getTime() : 0;
    return { halfMs: ms(rows[Math.floor(rows.length / 2)]), lastMs: ms(rows.at(-1)) };
  }

  close(): Promise<void> {
    return this.connection.end();
  }

  private async rows(sql: string, values: unknown[] = []): Promise<RowDataPacket[]> {
    const [rows] = await this.connection.query<RowDataPacket[]>(sql, values);
    return rows;
  }

  private async count(sql: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.rows(sql, values);
    return Number(row?.['n'] ?? 0);
  }
}

function numbered(id: Buffer, n: number): Buffer {
  const last = Buffer.alloc(4);
  last.writeUInt32BE(n);
  return Buffer.concat([id.subarray(0, 12), last]);
}
