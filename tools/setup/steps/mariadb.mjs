import { installWithApt } from '../apt.mjs';
import { SetupFailure } from '../failure.mjs';
import { findMariaDb } from '../mariadb-programs.mjs';
import { howToInstallMariaDb } from '../mariadb-server.mjs';

/**
 * A database server: the one given in DATABASE_URL, one on this machine, or MariaDB from the system's packages.
 * @param {import('../index.mjs').SetupContext} context
 */
export async function mariaDb({ say, env, privateServers }) {
  if (env.DATABASE_URL && !privateServers) {
    if (!env.DATABASE_MIGRATION_URL) {
      throw new SetupFailure('DATABASE_URL is given, but DATABASE_MIGRATION_URL is not', [
        'set DATABASE_MIGRATION_URL to the account that may change tables and grant rights on the same database',
      ]);
    }
    return say('database: the one in DATABASE_URL');
  }
  const found = findMariaDb();
  if (isComplete(found)) return say(`database server: ${found?.server} (${found?.version})`);
  if (process.platform === 'darwin') {
    throw new SetupFailure('no MariaDB or MySQL server on this machine', howToInstallMariaDb);
  }
  const missing = found === undefined ? ['mariadb-server-core', 'mariadb-client-core'] : ['mariadb-client-core'];
  await installWithApt({ packages: missing, what: 'the database server', usually: '5–30 s', say });
  const installed = findMariaDb();
  if (!isComplete(installed)) {
    throw new SetupFailure('the database server was installed but is not found', howToInstallMariaDb);
  }
  say(`database server: ${installed?.server} (${installed?.version})`);
}

/** @param {import('../mariadb-programs.mjs').MariaDbPrograms | undefined} programs */
function isComplete(programs) {
  if (programs?.client === undefined) return false;
  return programs.kind === 'mysql' || programs.installDb !== undefined;
}
