import { SetupFailure } from './failure.mjs';
import { passwordOf } from './mariadb-accounts.mjs';
import { findMariaDb } from './mariadb-programs.mjs';
import { runCommand } from './run-command.mjs';

/** MySQL allows 32 characters for an account's name, and `_migration` is ten. */
const permittedName = /^[a-z][a-z0-9_]{0,21}$/;

/**
 * Creates, where missing, the database `name` and its two accounts `<name>_app` (may connect; the migrations
 * grant it what it needs, table by table) and `<name>_migration` (everything on this database, and may grant).
 * Both are `…@'%'`, so `GRANT … TO '<name>_app'` names them; the server listens on 127.0.0.1 only.
 * Passwords are kept with the server's data. May be repeated.
 * @param {{dataDir: string, clientConfig: string, port: number}} server
 * @param {string} name
 * @returns {Promise<{appUrl: string, migrationUrl: string}>} mysql://user:password@127.0.0.1:port/name
 */
export async function createDatabase(server, name) {
  if (!permittedName.test(name)) {
    throw new Error(`"${name}" is no name for a database here: a-z, 0-9 and _, at most 22 characters`);
  }
  const app = account(server.dataDir, `${name}_app`);
  const migration = account(server.dataDir, `${name}_migration`);
  // In a grant, _ stands for any character.
  const grantName = name.replaceAll('_', '\\_');
  await query(server, [
    `CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    ...statementsFor(app),
    ...statementsFor(migration),
    `GRANT ALL PRIVILEGES ON \`${grantName}\`.* TO '${migration.user}'@'%' WITH GRANT OPTION`,
  ]);
  const urlOf = (/** @type {{user: string, password: string}} */ { user, password }) =>
    `mysql://${user}:${password}@127.0.0.1:${server.port}/${name}`;
  return { appUrl: urlOf(app), migrationUrl: urlOf(migration) };
}

/**
 * @param {string} dataDir
 * @param {string} user
 */
function account(dataDir, user) {
  return { user, password: passwordOf(dataDir, user) };
}

/**
 * @param {{user: string, password: string}} account
 * @returns {string[]}
 */
function statementsFor({ user, password }) {
  return [
    `CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '${password}'`,
    `ALTER USER '${user}'@'%' IDENTIFIED BY '${password}'`,
  ];
}

/**
 * @param {{clientConfig: string}} server
 * @param {string[]} statements
 */
async function query(server, statements) {
  const client = findMariaDb()?.client;
  if (client === undefined) {
    throw new SetupFailure('the command line client of MariaDB (mariadb or mysql) is missing', [
      process.platform === 'darwin' ? 'brew install mariadb' : 'sudo apt-get install mariadb-client-core',
    ]);
  }
  const input = `${statements.join(';\n')};\n`;
  await runCommand(client, [`--defaults-file=${server.clientConfig}`, '--batch'], { input, timeoutMs: 60_000 });
}
