import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { prepareDatabase } from '../casework/prepare';
import { machineNow } from '../platform/clocks';
import { createTestDatabase, type TestDatabase } from '../../test/support/database';
import { migrate, missingMigrations } from './migrate';
import { migrations } from './migrations';

describe('migrations', () => {
  let root: Connection;
  beforeAll(async () => {
    root = await createConnection(process.env.TEST_DATABASE_ROOT_URL ?? '');
  });
  afterAll(() => root.end());

  const empty = async (label: string): Promise<TestDatabase> => {
    const name = `t${process.env.JEST_WORKER_ID ?? '0'}_${label}`;
    await root.query(`DROP DATABASE IF EXISTS \`${name}\``);
    return createTestDatabase(name);
  };
  const source = (url: string) => new DataSource({ type: 'mysql', url }).initialize();

  /** Tables with their columns and keys, and what the application's account may do with each. */
  async function shapeOf({ name }: TestDatabase): Promise<unknown> {
    const [columns] = await root.query(
      'SELECT table_name, column_name, column_type, is_nullable, collation_name FROM information_schema.columns WHERE table_schema = ? ORDER BY 1, 2',
      [name],
    );
    const [keys] = await root.query(
      'SELECT table_name, index_name, seq_in_index, column_name, non_unique FROM information_schema.statistics WHERE table_schema = ? ORDER BY 1, 2, 3',
      [name],
    );
    const [grants] = await root.query(
      'SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE table_schema = ? AND grantee LIKE ? ORDER BY 1, 2',
      [name, `'${name}_a'@%`],
    );
    return { columns, keys, grants };
  }

  it('run on an empty database, once, and name themselves', async () => {
    const database = await empty('mig_empty');
    expect(await migrate(database.migrationUrl, database.applicationUrl)).toEqual(
      migrations.map((migration) => migration.name),
    );
    expect(await migrate(database.migrationUrl, database.applicationUrl)).toEqual([]);
    const application = await source(database.applicationUrl);
    expect(await missingMigrations((sql) => application.query(sql))).toEqual([]);
    await application.destroy();
    const names = migrations.map((migration) => migration.name);
    expect(names).toEqual([...names].sort((a, b) => Number(a.slice(-13)) - Number(b.slice(-13))));
  });

  it('a schema that is behind is named, so that the application can refuse it', async () => {
    const database = await empty('mig_behind');
    await migrate(database.migrationUrl, database.applicationUrl);
    await root.query(`DELETE FROM \`${database.name}\`.schema_migration WHERE name = ?`, [migrations.at(-1)?.name]);
    const application = await source(database.applicationUrl);
    expect(await missingMigrations((sql) => application.query(sql))).toEqual([migrations.at(-1)?.name]);
    await application.destroy();
  });

  it('run again on a filled database they change nothing in it', async () => {
    const database = await empty('mig_filled');
    const settings = {
      databaseUrl: database.applicationUrl,
      migrationUrl: database.migrationUrl,
      configDir: join(__dirname, '..', '..', 'config'),
      training: true,
      clockStart: '2026-01-05',
      machineNow: machineNow(),
    };
    await prepareDatabase(settings);
    const counts = async () => {
      const [tables] = (await root.query(
        'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? ORDER BY 1',
        [database.name],
      )) as unknown as [{ name: string }[]];
      const found: [string, unknown][] = [];
      for (const { name } of tables) {
        if (name === 'schema_migration') continue;
        const [rows] = await root.query(`SELECT COUNT(*) AS n FROM \`${database.name}\`.\`${name}\``);
        found.push([name, rows]);
      }
      return found;
    };
    const [shape, before] = [await shapeOf(database), await counts()];
    await root.query(`DELETE FROM \`${database.name}\`.schema_migration`);
    await prepareDatabase({ ...settings, clockStart: '2026-02-02' });
    expect(await shapeOf(database)).toEqual(shape);
    expect(await counts()).toEqual(before);
  });

  it('each one killed after any statement can be run again and comes out the same', async () => {
    const whole = await empty('mig_whole');
    await migrate(whole.migrationUrl, whole.applicationUrl);
    const shape = JSON.stringify(await shapeOf(whole)).replaceAll(whole.name, '');
    const database = await empty('mig_killed');
    const migrating = await source(database.migrationUrl);
    const runner = migrating.createQueryRunner();
    const killed = new Error('killed');
    for (const Migration of migrations) {
      for (let survives = 0; ; survives += 1) {
        let sent = 0;
        const dying = new Proxy(runner, {
          get: (target, name, receiver) =>
            name === 'query'
              ? (sql: string) => {
                  if (sent === survives) throw killed;
                  sent += 1;
                  return target.query(sql);
                }
              : (Reflect.get(target, name, receiver) as unknown),
        });
        const outcome: unknown = await new Migration().up(dying).then(
          () => 'done',
          (error: unknown) => error,
        );
        if (outcome === 'done') {
          expect(survives).toBeGreaterThan(1);
          break;
        }
        expect(outcome).toBe(killed);
      }
    }
    await runner.release();
    await migrating.destroy();
    expect(await migrate(database.migrationUrl, database.applicationUrl)).toHaveLength(migrations.length);
    expect(JSON.stringify(await shapeOf(database)).replaceAll(database.name, '')).toBe(shape);
  });

  it('the application’s account may not alter the schema nor touch what is not its own', async () => {
    const database = await empty('mig_grants');
    await migrate(database.migrationUrl, database.applicationUrl);
    const application = await source(database.applicationUrl);
    for (const sql of [
      'CREATE TABLE mine (id INT)',
      'ALTER TABLE task ADD mine INT',
      'DROP TABLE task',
      "INSERT INTO schema_migration (timestamp, name) VALUES (1, 'x')",
      'SELECT * FROM mysql.user',
    ]) {
      await expect(application.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/DENIED/) as string });
    }
    await application.destroy();
    const { grants } = (await shapeOf(database)) as { grants: { table_name: string; privilege_type: string }[] };
    const appendOnly = [
      'alarm_rung',
      'case_event',
      'deadline_adjustment',
      'paper',
      'programme_version',
      'standard_version',
    ];
    const of = (table: string) =>
      grants.filter((grant) => grant.table_name === table).map((grant) => grant.privilege_type);
    for (const table of appendOnly) expect([table, of(table)]).toEqual([table, ['INSERT', 'SELECT']]);
    expect(of('schema_migration')).toEqual(['SELECT']);
  });
});
