import { DataSource } from 'typeorm';
import { refuseChanges } from './append-only';
import { grantTo } from './migrating';
import { migrations } from './migrations';

const tableName = 'schema_migration';

function sourceOf(url: string): DataSource {
  return new DataSource({
    type: 'mysql',
    url,
    timezone: 'Z',
    charset: 'utf8mb4',
    dateStrings: ['DATE'],
    migrations,
    migrationsTableName: tableName,
    migrationsTransactionMode: 'none',
    synchronize: false,
  });
}

/**
 * Runs what has not run yet, with the migrating account, and grants the application's account its access to each table.
 * Answers the names of the migrations that ran. `tell` hears what the server does not allow and is done without.
 */
export async function migrate(
  migrationUrl: string,
  applicationUrl: string,
  tell: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): Promise<string[]> {
  const source = await sourceOf(migrationUrl).initialize();
  try {
    grantTo(await accountOf(applicationUrl));
    const ran = await source.runMigrations();
    const { user, host } = await accountOf(applicationUrl);
    await source.query(`GRANT SELECT ON \`${tableName}\` TO '${user}'@'${host}'`);
    const runner = source.createQueryRunner();
    const without = await refuseChanges(runner);
    await runner.release();
    if (without) tell(without);
    return ran.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

/** `user@host` as the server knows the account; a bare connection needs no privilege. */
async function accountOf(url: string): Promise<{ user: string; host: string }> {
  const source = await new DataSource({ type: 'mysql', url: withoutDatabase(url) }).initialize();
  try {
    const rows = await source.query<{ account: string }[]>('SELECT CURRENT_USER() AS account');
    const [user, host] = (rows[0]?.account ?? '').split('@');
    if (!user || !host || /['`\\]/.test(user + host)) throw new Error('the application account has an unusual name');
    return { user, host };
  } finally {
    await source.destroy();
  }
}

function withoutDatabase(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = '/information_schema';
  return parsed.toString();
}

/** Names of migrations that this code has and the schema has not: the application refuses to start on such a schema. */
export async function missingMigrations(query: (sql: string) => Promise<{ name: string }[]>): Promise<string[]> {
  const ran = new Set((await query(`SELECT name FROM ${tableName}`)).map((row) => row.name));
  return migrations.map((migration) => migration.name).filter((name) => !ran.has(name));
}
