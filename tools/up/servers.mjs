import { join } from 'node:path';
import { createDatabase, startMariaDb } from '../setup/mariadb-server.mjs';
import { startTemporal } from '../setup/temporal-server.mjs';
import { Supervised } from './supervised.mjs';

/**
 * @typedef {object} ServerContext
 * @property {ReturnType<typeof import('./data-dir.mjs').placesIn>} places
 * @property {import('../setup/progress.mjs').Say} say
 * @property {(name: string, pid: number) => void} onSpawn
 */

/**
 * A private MariaDB that comes back on the same port with the same data.
 * @param {ServerContext} context
 * @returns {{supervised: Supervised,
 *   createDatabase: (name: string) => Promise<{appUrl: string, migrationUrl: string}>,
 *   rootUrl: () => string}}
 */
export function supervisedMariaDb({ places, say, onSpawn }) {
  /** @type {import('../setup/mariadb-server.mjs').MariaDbServer | undefined} */
  let server;
  const supervised = new Supervised({
    name: 'mariadb',
    say,
    start: async (signal) => {
      server = await startMariaDb({
        dataDir: places.mariadb,
        logFile: join(places.logs, 'mariadb.log'),
        port: server?.port,
        signal,
        onSpawn: (pid) => onSpawn('mariadb', pid),
      });
      return server;
    },
  });
  const current = () => {
    if (server === undefined) throw new Error('MariaDB has not been started');
    return server;
  };
  return {
    supervised,
    createDatabase: (name) => createDatabase(current(), name),
    rootUrl: () => current().rootUrl,
  };
}

/**
 * A private Temporal that comes back on the same port with the same store.
 * @param {ServerContext} context
 * @returns {{supervised: Supervised, address: () => string}}
 */
export function supervisedTemporal({ places, say, onSpawn }) {
  /** @type {import('../setup/temporal-server.mjs').TemporalServer | undefined} */
  let server;
  const supervised = new Supervised({
    name: 'temporal',
    say,
    start: async (signal) => {
      server = await startTemporal({
        dataDir: places.temporal,
        logFile: join(places.logs, 'temporal.log'),
        port: server?.port,
        signal,
        onSpawn: (pid) => onSpawn('temporal', pid),
      });
      return server;
    },
  });
  const address = () => {
    if (server === undefined) throw new Error('Temporal has not been started');
    return server.address;
  };
  return { supervised, address };
}
