import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { passwordOf, writePrivately } from './mariadb-accounts.mjs';
import { findMariaDb } from './mariadb-programs.mjs';
import { freePort } from './ports.mjs';
import { runCommand } from './run-command.mjs';
import { startServerProcess, waitUntilAnswering } from './server-process.mjs';

/**
 * A private MariaDB or MySQL server of this project.
 * @typedef {object} MariaDbServer
 * @property {number} port on 127.0.0.1
 * @property {string} socket
 * @property {string} rootUrl mysql://root:…@127.0.0.1:port
 * @property {string} dataDir
 * @property {string} clientConfig option file with which the command line client enters as root
 * @property {number} pid
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<string>} exited how it ended
 * @property {() => boolean} isRunning
 * @property {(lines?: number) => string[]} lastLines
 * @property {() => Promise<void>} stop
 * @property {(signal?: NodeJS.Signals) => Promise<void>} kill
 */

/** What to do where no server is found. */
export const howToInstallMariaDb =
  process.platform === 'darwin'
    ? ['brew install mariadb']
    : [
        'sudo apt-get update && sudo apt-get install --no-install-recommends mariadb-server-core mariadb-client-core',
        'or set DATABASE_URL and DATABASE_MIGRATION_URL to a MariaDB (10.6 or later) or MySQL 8 server of yours',
      ];

/**
 * Starts a private server on 127.0.0.1, initialising `dataDir` when it is empty, and waits until it accepts
 * connections. It creates no database: see `createDatabase`.
 * @param {{dataDir: string, port?: number, logFile?: string, signal?: AbortSignal,
 *   onSpawn?: (pid: number) => void}} options
 * @returns {Promise<MariaDbServer>}
 */
export async function startMariaDb(options) {
  const programs = findMariaDb();
  if (programs === undefined) throw new SetupFailure('no MariaDB or MySQL server on this machine', howToInstallMariaDb);
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await initialise(programs, dataDir);
  const attempts = options.port === undefined ? 3 : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(programs, dataDir, options.port ?? (await freePort()), options);
    } catch (error) {
      const portTaken = error instanceof Error && /Bind on TCP|Address already in use/i.test(error.message);
      if (!portTaken || attempt >= attempts) throw error;
    }
  }
}

/**
 * @param {import('./mariadb-programs.mjs').MariaDbPrograms} programs
 * @param {string} dataDir
 */
async function initialise(programs, dataDir) {
  const files = join(dataDir, 'db');
  if (existsSync(files)) return;
  // Made aside and renamed, so that a set-up killed half-way leaves nothing that looks like a database.
  const unfinished = join(dataDir, 'db.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  const temporary = `--tmpdir=${temporaryFolder(dataDir)}`;
  const asUser = process.getuid?.() === 0 ? ['--user=root'] : [];
  if (programs.kind === 'mysql') {
    const args = ['--no-defaults', '--initialize-insecure', `--datadir=${unfinished}`, temporary, ...asUser];
    await runCommand(programs.server, args, { timeoutMs: 180_000 });
  } else {
    if (programs.installDb === undefined) {
      throw new SetupFailure('mariadb-install-db is missing beside the MariaDB server', howToInstallMariaDb);
    }
    const args = ['--no-defaults', `--datadir=${unfinished}`, temporary, '--auth-root-authentication-method=normal'];
    args.push('--skip-test-db', '--skip-name-resolve', ...asUser);
    await runCommand(programs.installDb, args, { timeoutMs: 180_000 });
  }
  renameSync(unfinished, files);
}

/**
 * @param {import('./mariadb-programs.mjs').MariaDbPrograms} programs
 * @param {string} dataDir
 * @param {number} port
 * @param {{logFile?: string, signal?: AbortSignal, onSpawn?: (pid: number) => void}} options
 * @returns {Promise<MariaDbServer>}
 */
async function launch(programs, dataDir, port, { logFile = join(dataDir, 'mariadb.log'), signal, onSpawn }) {
  const socket = socketPath(dataDir);
  rmSync(socket, { force: true });
  const rootPassword = passwordOf(dataDir, 'root');
  const clientConfig = writeClientConfig(dataDir, socket, rootPassword);
  const args = serverArguments(programs.kind, dataDir, socket, port, writeFirstStatements(dataDir, rootPassword));
  const server = await startServerProcess(programs.server, args, {
    logFile,
    env: { ...process.env, TZ: 'UTC' },
    graceMs: 30_000,
    onSpawn,
  });
  // Recovery after a crash reads the redo log before connections are accepted: minutes at the worst.
  const waiting = { what: 'the database server', timeoutMs: 180_000, signal };
  await waitUntilAnswering(server, () => greets(port), waiting);
  const rootUrl = `mysql://root:${rootPassword}@127.0.0.1:${port}`;
  return { port, socket, rootUrl, dataDir, clientConfig, ...server };
}

/**
 * The server's own folder for temporary tables. A MariaDB that starts deletes every `#sql*` it finds in its
 * temporary folder: in one shared by two servers it takes the tables away from the other's running statements.
 * @param {string} dataDir
 * @returns {string}
 */
function temporaryFolder(dataDir) {
  const folder = join(dataDir, 'temporary');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * @param {'mariadb' | 'mysql'} kind
 * @param {string} dataDir
 * @param {string} socket
 * @param {number} port
 * @param {string} initFile
 * @returns {string[]}
 */
function serverArguments(kind, dataDir, socket, port, initFile) {
  return [
    '--no-defaults',
    `--datadir=${join(dataDir, 'db')}`,
    `--tmpdir=${temporaryFolder(dataDir)}`,
    `--socket=${socket}`,
    `--port=${port}`,
    `--pid-file=${join(dataDir, 'mariadb.pid')}`,
    `--init-file=${initFile}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--transaction-isolation=READ-COMMITTED',
    '--default-time-zone=+00:00',
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-buffer-pool-size=256M',
    '--max-connections=300',
    '--max-allowed-packet=64M',
    '--skip-log-bin',
    ...(kind === 'mysql' ? ['--mysqlx=OFF', '--performance-schema=OFF'] : ['--log-warnings=1']),
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
}

/**
 * Statements the server runs at every start, before it accepts a connection: there is no moment at which root
 * has no password, and a first start that was cut off is made good by the next.
 * @param {string} dataDir
 * @param {string} rootPassword
 * @returns {string} path of the file
 */
function writeFirstStatements(dataDir, rootPassword) {
  const file = join(dataDir, 'first-statements.sql');
  const lines = [
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${rootPassword}';`,
    `CREATE USER IF NOT EXISTS 'root'@'127.0.0.1' IDENTIFIED BY '${rootPassword}';`,
    `ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY '${rootPassword}';`,
    "GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;",
    "DROP USER IF EXISTS 'root'@'::1';",
    `DROP USER IF EXISTS 'root'@'${hostname()
      .toLowerCase()
      .replace(/[^a-z0-9.-]/g, '')}';`,
    "DROP USER IF EXISTS ''@'localhost';",
  ];
  writePrivately(file, `${lines.join('\n')}\n`);
  return file;
}

/**
 * @param {string} dataDir
 * @param {string} socket
 * @param {string} rootPassword
 * @returns {string} path of the file
 */
function writeClientConfig(dataDir, socket, rootPassword) {
  const file = join(dataDir, 'client.cnf');
  writePrivately(file, `[client]\nuser=root\npassword=${rootPassword}\nsocket=${socket}\nprotocol=socket\n`);
  return file;
}

/**
 * @param {string} dataDir
 * @returns {string} in the data folder, or in the system's temporary folder where that path would be too long
 *   for a Unix socket (107 bytes on Linux, 103 on macOS)
 */
function socketPath(dataDir) {
  const beside = join(dataDir, 'mariadb.sock');
  if (Buffer.byteLength(beside) <= 103) return beside;
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `mcr-${process.getuid?.() ?? 'u'}-${digest}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, 'mariadb.sock');
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether a server of the MySQL protocol greets there (protocol version 10)
 */
function greets(port) {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const finish = (/** @type {boolean} */ answer) => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
    socket.once('data', (greeting) => finish(greeting.length > 4 && greeting[4] === 10));
  });
}

export { createDatabase } from './mariadb-database.mjs';
