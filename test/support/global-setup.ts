import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Server {
  stop(): Promise<void>;
}

export interface RunServers {
  mariadb: Server;
  temporal: Server;
  directory: string;
}

declare global {
  var runServers: RunServers | undefined;
}

/** One MariaDB and one Temporal for the run, on free ports and in a folder of their own. */
export default async function globalSetup(): Promise<void> {
  if (globalThis.runServers) return;
  const load = createRequire(__filename);
  const root = join(__dirname, '..', '..');
  const { startMariaDb } = load(join(root, 'tools/setup/mariadb-server.mjs')) as {
    startMariaDb: (options: { dataDir: string }) => Promise<Server & { rootUrl: string }>;
  };
  const { startTemporal } = load(join(root, 'tools/setup/temporal-server.mjs')) as {
    startTemporal: (options: { dataDir: string }) => Promise<Server & { address: string }>;
  };
  const directory = mkdtempSync(join(tmpdir(), 'mcr-test-'));
  const [mariadb, temporal] = await Promise.all([
    startMariaDb({ dataDir: join(directory, 'mariadb') }),
    startTemporal({ dataDir: join(directory, 'temporal') }),
  ]);
  globalThis.runServers = { mariadb, temporal, directory };
  process.env.TEST_DATABASE_ROOT_URL = mariadb.rootUrl;
  process.env.TEST_TEMPORAL_ADDRESS = temporal.address;
  process.env.TEST_DIRECTORY = directory;
}
