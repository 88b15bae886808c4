import { execFileSync } from 'node:child_process';
import { which } from './which.mjs';

/**
 * @typedef {object} MariaDbPrograms
 * @property {'mariadb' | 'mysql'} kind
 * @property {string} server full path of mariadbd or mysqld
 * @property {string | undefined} client full path of the command line client
 * @property {string | undefined} installDb full path of mariadb-install-db; MySQL initialises itself
 * @property {string} version what the server says of itself
 */

/** Ubuntu puts some of MySQL's programs here. */
const moreFolders = ['/usr/libexec', '/usr/local/mysql/bin', '/opt/homebrew/opt/mariadb/bin'];

/** @returns {MariaDbPrograms | undefined} what is on this machine; MariaDB before MySQL */
export function findMariaDb() {
  const server = which(['mariadbd', 'mysqld'], moreFolders);
  if (server === undefined) return undefined;
  const version = execFileSync(server, ['--no-defaults', '--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 15_000,
  }).trim();
  return {
    kind: /mariadb/i.test(version) ? 'mariadb' : 'mysql',
    server,
    client: which(['mariadb', 'mysql'], moreFolders),
    installDb: which(['mariadb-install-db', 'mysql_install_db'], moreFolders),
    version: version.replace(/^\S+\s+Ver\s+/, '').replace(/ for .*/, ''),
  };
}
