import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Id } from '../../../libs/contracts/ids';
import type { CaseMessage } from '../../../libs/contracts/messages';
import type { ArchiveState, CaseKind, CaseStatus, Stage } from '../../../libs/contracts/procedure';
import { bytesOf, newId } from '../../../libs/persistence/bytes';
import { Database } from '../../../libs/persistence/database';
import { toSqlOrNull } from '../../../libs/persistence/instants';
import { migrations } from '../../../libs/persistence/migrations';
import type { Sql } from '../../../libs/persistence/sql';

/** Instants are machine epoch milliseconds, except those named legal. */
export interface CaseSketch {
  kind?: CaseKind;
  status?: CaseStatus;
  archive?: ArchiveState;
  stage?: Stage;
  messageSeq?: number;
  messageAt?: number | null;
  ackedSeq?: number;
  ackedAt?: number | null;
  legalOpenedAt?: number;
  legalNextAlarmAt?: number | null;
  ended?: { outcome: string; followed: boolean };
}

/** A database of its own on the real server, with just as much of a record as relay and watchdog read. */
export class TestRecord {
  private constructor(
    readonly database: Database,
    private readonly root: DataSource,
    private readonly name: string,
  ) {}

  static async open(): Promise<TestRecord> {
    const rootUrl = process.env.TEST_DATABASE_ROOT_URL;
    if (!rootUrl) throw new Error('TEST_DATABASE_ROOT_URL is not set: run through jest.config.js');
    const name = `worker_${randomUUID().replaceAll('-', '')}`;
    const root = await new DataSource({ type: 'mysql', url: rootUrl }).initialize();
    await root.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
    const url = new URL(rootUrl);
    url.pathname = `/${name}`;
    const migrating = await new DataSource({ type: 'mysql', url: url.href, migrations, timezone: 'Z' }).initialize();
    await migrating.runMigrations({ transaction: 'none' });
    await migrating.destroy();
    const record = new TestRecord(Database.at(url.href, 20), root, name);
    await record.write((sql) =>
      sql.run('INSERT IGNORE INTO clock (id, offset_ms, target_at, calendar_version) VALUES (1, 0, NULL, 1)'),
    );
    return record;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.root.query(`DROP DATABASE \`${this.name}\``);
    await this.root.destroy();
  }

  /** Empties what tests fill. */
  async clear(): Promise<void> {
    await this.write(async (sql) => {
      for (const table of ['outbox', 'case_stage', 'case_file', 'lease', 'heartbeat'])
        await sql.run(`DELETE FROM ${table}`);
      await sql.run('UPDATE clock SET offset_ms = 0, target_at = NULL');
    });
  }

  write<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  rows<T>(sql: string): Promise<T[]> {
    return this.database.read((connection) => connection.rows<T>(sql));
  }

  async openCase(sketch: CaseSketch = {}): Promise<Id<'case'>> {
    const id = newId('case');
    const none = Buffer.alloc(16);
    const opened = toSqlOrNull(sketch.legalOpenedAt ?? Date.now());
    const stage = sketch.stage ?? 'declaration';
    await this.write(async (sql) => {
      await sql.insert('case_file', [
        {
          id: bytesOf(id),
          kind: sketch.kind ?? 'designation',
          number: id,
          programme_version_id: none,
          standard_version_id: none,
          applicant_id: none,
          province_id: none,
          nation_id: none,
          province: '41',
          center_kind: 'NRMC',
          specialty: 'respiratory',
          status: sketch.status ?? 'open',
          archive: sketch.archive ?? null,
          stage,
          opened_at: opened,
          message_seq: sketch.messageSeq ?? 1,
          message_at: toSqlOrNull(sketch.messageAt === undefined ? Date.now() : sketch.messageAt),
          acked_seq: sketch.ackedSeq ?? 1,
          acked_at: toSqlOrNull(sketch.ackedAt === undefined ? Date.now() : sketch.ackedAt),
          next_alarm_at: toSqlOrNull(sketch.legalNextAlarmAt ?? null),
        },
      ]);
      await sql.insert('case_stage', [
        {
          id: bytesOf(newId('stage')),
          case_id: bytesOf(id),
          stage,
          part: 'main',
          round: 1,
          procedure_version: 1,
          opened_at: opened,
          ended_at: sketch.ended ? opened : null,
          outcome: sketch.ended?.outcome ?? null,
          followed: sketch.ended?.followed ?? false,
        },
      ]);
    });
    return id;
  }

  async addMessage(
    caseId: Id<'case'>,
    seq: number,
    message: CaseMessage | string,
    kind = 'designation',
  ): Promise<void> {
    const now = new Date();
    await this.write((sql) =>
      sql.insert('outbox', [
        {
          case_id: bytesOf(caseId),
          case_kind: kind,
          seq,
          message: typeof message === 'string' ? message : JSON.stringify(message),
          created_at: now,
          available_at: now,
        },
      ]),
    );
  }

  async waiting(): Promise<number> {
    const [row] = await this.rows<{ n: number | string }>('SELECT COUNT(*) AS n FROM outbox WHERE parked_at IS NULL');
    return Number(row?.n);
  }
}

/** A sender that remembers, and fails as it is told. */
export class RecordingSender {
  readonly sent: { caseId: Id<'case'>; kind: CaseKind; message: CaseMessage }[] = [];
  fail: (caseId: Id<'case'>) => Error | null = () => null;

  readonly send = async (kind: CaseKind, caseId: Id<'case'>, message: CaseMessage): Promise<void> => {
    const error = this.fail(caseId);
    if (error) throw error;
    this.sent.push({ caseId, kind, message });
    await Promise.resolve();
  };
}
