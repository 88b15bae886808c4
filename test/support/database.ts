import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { Office } from '../../libs/casework/office';
import type { LegalDate } from '../../libs/contracts/deadlines';
import { instantAt } from '../../libs/domain/deadlines/legal-day';
import { prepareDatabase } from '../../libs/casework/prepare';
import { Database } from '../../libs/persistence/database';
import { machineNow } from '../../libs/platform/clocks';
import { copyPrepared } from './prepared-database';

export interface TestDatabase {
  name: string;
  applicationUrl: string;
  migrationUrl: string;
  rootUrl: string;
}

const password = 'only-for-this-run-0';
/** First legal day of every test stack. */
const testBeginning = '2026-01-05' as LegalDate;

/** An empty database with its two accounts, as production has them. */
export async function createTestDatabase(name: string): Promise<TestDatabase> {
  const rootUrl = process.env.TEST_DATABASE_ROOT_URL;
  if (!rootUrl) throw new Error('the run has no MariaDB: start tests with npm test');
  const root = await createConnection(rootUrl);
  await root.query(`CREATE DATABASE IF NOT EXISTS \`${name}\``);
  await root.query(`CREATE USER IF NOT EXISTS '${name}_a'@'%' IDENTIFIED BY '${password}'`);
  await root.query(`CREATE USER IF NOT EXISTS '${name}_m'@'%' IDENTIFIED BY '${password}'`);
  await root.query(`GRANT ALL PRIVILEGES ON \`${name}\`.* TO '${name}_m'@'%' WITH GRANT OPTION`);
  await root.end();
  const { host } = new URL(rootUrl);
  return {
    name,
    rootUrl,
    applicationUrl: `mysql://${name}_a:${password}@${host}/${name}`,
    migrationUrl: `mysql://${name}_m:${password}@${host}/${name}`,
  };
}

/** A database of its own for this file, migrated and with the training data, and an office in it. */
export async function openTestOffice(label: string): Promise<{ office: Office; database: TestDatabase }> {
  const database = await createTestDatabase(`t${process.env.JEST_WORKER_ID ?? '0'}_${label}`);
  await copyPrepared(database, prepareTemplate);
  const opened = Database.at(database.applicationUrl, 8);
  const beginning = instantAt(testBeginning, '09:00', 'Asia/Shanghai');
  await opened.read((sql) => sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1', [beginning - machineNow()]));
  return { office: new Office(opened), database };
}

/** As production is prepared, from nothing. */
async function prepareTemplate(name: string): Promise<void> {
  const { applicationUrl, migrationUrl } = await createTestDatabase(name);
  await prepareDatabase({
    databaseUrl: applicationUrl,
    migrationUrl,
    configDir: join(__dirname, '..', '..', 'config'),
    training: true,
    clockStart: testBeginning,
    machineNow: machineNow(),
  });
}
