import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

/** The empty database, by the addresses of root and of its migrating account. */
interface Empty {
  name: string;
  rootUrl: string;
  migrationUrl: string;
}

const templateName = 'prepared';

/** What makes another database like the prepared one, in the order it is said in. */
interface Statements {
  tables: string[];
  /** Said by root, who may read both. `{database}` stands for the new one's name. */
  rows: string[];
  /** `{database}` and `{database}_a` are the new database and its application's account. */
  grants: string[];
  triggers: string[];
}

/**
 * Makes an empty database what `prepare` makes of one: migrating takes a second and a half, copying what was migrated a
 * quarter of that. The first file of a run that asks has the template prepared; nobody writes to it afterwards.
 */
export async function copyPrepared(database: Empty, prepare: (template: string) => Promise<void>): Promise<void> {
  const root = await createConnection({ uri: database.rootUrl, multipleStatements: true });
  const owner = await createConnection({ uri: database.migrationUrl, multipleStatements: true });
  try {
    const { tables, rows, grants, triggers } = await statementsOf(root, prepare);
    const here = (statements: string[]) => statements.join(';\n').replaceAll('{database}', database.name);
    await owner.query(`SET foreign_key_checks = 0;\n${here(tables)};\n${here(grants)}`);
    await root.query(`SET foreign_key_checks = 0;\n${here(rows)}`);
    await owner.query(here(triggers));
  } finally {
    await Promise.all([root.end(), owner.end()]);
  }
}

/** The file of the run, or the template prepared and described in it; of two workers the second waits. */
async function statementsOf(root: Connection, prepare: (template: string) => Promise<void>): Promise<Statements> {
  const path = join(process.env.TEST_DIRECTORY ?? '', `${templateName}.json`);
  const known = read(path);
  if (known) return known;
  await root.query(`SELECT GET_LOCK('${templateName}', 60)`);
  try {
    const made = read(path);
    if (made) return made;
    // What a worker that was killed half-way left behind.
    await root.query(`DROP DATABASE IF EXISTS \`${templateName}\``);
    await prepare(templateName);
    const statements = await describe(root);
    writeFileSync(`${path}.new`, JSON.stringify(statements));
    renameSync(`${path}.new`, path);
    return statements;
  } finally {
    await root.query(`SELECT RELEASE_LOCK('${templateName}')`);
  }
}

function read(path: string): Statements | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Statements;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function describe(root: Connection): Promise<Statements> {
  const ask = async (sql: string) => (await root.query<RowDataPacket[]>(sql))[0] as Record<string, string>[];
  const statements: Statements = { tables: [], rows: [], grants: [], triggers: [] };
  const tables = await ask(
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${templateName}' ORDER BY TABLE_NAME`,
  );
  for (const { name = '' } of tables) {
    const [made] = await ask(`SHOW CREATE TABLE \`${templateName}\`.\`${name}\``);
    statements.tables.push(made?.['Create Table'] ?? '');
    const filled = await ask(`SELECT 1 FROM \`${templateName}\`.\`${name}\` LIMIT 1`);
    if (filled.length > 0)
      statements.rows.push(`INSERT INTO \`{database}\`.\`${name}\` SELECT * FROM \`${templateName}\`.\`${name}\``);
  }
  const grants = await ask(`SHOW GRANTS FOR '${templateName}_a'@'%'`);
  statements.grants = grants
    .flatMap((row) => Object.values(row))
    .filter((grant) => grant.includes(' ON `'))
    .map((grant) => grant.replaceAll(`\`${templateName}`, '`{database}'));
  for (const trigger of await ask(`SHOW TRIGGERS FROM \`${templateName}\``)) {
    const { Trigger = '', Timing = '', Event = '', Table = '', Statement = '' } = trigger;
    statements.triggers.push(
      `CREATE TRIGGER \`${Trigger}\` ${Timing} ${Event} ON \`${Table}\` FOR EACH ROW ${Statement}`,
    );
  }
  return statements;
}
