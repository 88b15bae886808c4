import { createConnection, type Connection } from 'mysql2/promise';
import type { QueryRunner } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../test/support/database';
import { appendOnlyTables, refuseChanges } from './append-only';
import { faultCode } from './database';
import { migrate } from './migrate';

describe('what is append-only', () => {
  let database: TestDatabase;
  let migrating: Connection;
  let application: Connection;
  beforeAll(async () => {
    database = await createTestDatabase(`t${process.env.JEST_WORKER_ID ?? '0'}_appendonly`);
    await migrate(database.migrationUrl, database.applicationUrl);
    migrating = await createConnection(database.migrationUrl);
    application = await createConnection(database.applicationUrl);
    await migrating.query('SET foreign_key_checks = 0');
    for (const table of appendOnlyTables) await migrating.query(await rowOf(table));
  });
  afterAll(async () => {
    await migrating.end();
    await application.end();
  });

  /** A row of ones and empty objects: a trigger is asked for a row only, and what is generated of a payload reads it. */
  async function rowOf(table: string): Promise<string> {
    const [columns] = (await migrating.query(
      `SELECT column_name AS name, data_type AS type, extra FROM information_schema.columns
       WHERE table_schema = DATABASE() AND table_name = ? AND is_nullable = 'NO'`,
      [table],
    )) as unknown as [{ name: string; type: string; extra: string }[]];
    const own = columns.filter(({ extra }) => !extra.includes('auto_increment'));
    const value = (type: string): string =>
      type.startsWith('date') ? "'2026-01-05'" : /int|decimal|double/.test(type) ? '1' : "'{}'";
    const values = own.map(({ type }) => value(type)).join(', ');
    return `INSERT IGNORE INTO ${table} (${own.map(({ name }) => `\`${name}\``).join(', ')}) VALUES (${values})`;
  }

  const outcome = (connection: Connection, sql: string): Promise<unknown> =>
    connection.query(sql).then(
      () => 'done',
      (error: unknown) => faultCode(error),
    );

  it.each(appendOnlyTables)(
    '%s: neither changed nor deleted, by the application or by whoever migrates',
    async (table) => {
      const [columns] = (await migrating.query(`SHOW COLUMNS FROM ${table}`)) as unknown as [{ Field: string }[]];
      const first = columns[0]?.Field ?? '';
      for (const sql of [`UPDATE ${table} SET \`${first}\` = \`${first}\``, `DELETE FROM ${table}`]) {
        expect([sql, await outcome(application, sql)]).toEqual([sql, 'ER_TABLEACCESS_DENIED_ERROR']);
        expect([sql, await outcome(migrating, sql)]).toEqual([sql, 'ER_SIGNAL_EXCEPTION']);
      }
      const [rows] = await migrating.query(`SELECT 1 FROM ${table}`);
      expect(rows).toHaveLength(1);
    },
  );

  it('a server that does not let triggers be made is told of, and migrating goes on', async () => {
    await migrating.query('DROP TRIGGER paper_no_delete');
    const root = await createConnection(database.rootUrl);
    await root.query(`REVOKE TRIGGER ON \`${database.name}\`.* FROM '${database.name}_m'@'%'`);
    const told: string[] = [];
    expect(await migrate(database.migrationUrl, database.applicationUrl, (line) => told.push(line))).toEqual([]);
    expect(told).toEqual([expect.stringContaining('no triggers on append-only tables (ER_TABLEACCESS_DENIED_ERROR)')]);
    await root.query(`GRANT TRIGGER ON \`${database.name}\`.* TO '${database.name}_m'@'%'`);
    await root.end();
    expect(await migrate(database.migrationUrl, database.applicationUrl, (line) => told.push(line))).toEqual([]);
    expect(told).toHaveLength(1);
    expect(await outcome(migrating, 'DELETE FROM paper')).toBe('ER_SIGNAL_EXCEPTION');
  });

  it('another fault is not taken for a missing right', async () => {
    const fault = Object.assign(new Error('gone'), { code: 'ER_NO_SUCH_TABLE' });
    const runner = {
      query: (sql: string) => (sql.startsWith('SELECT') ? Promise.resolve([]) : Promise.reject(fault)),
    } as unknown as QueryRunner;
    await expect(refuseChanges(runner)).rejects.toBe(fault);
  });
});
