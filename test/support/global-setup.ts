import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Server {
  stop(): Promise<void>;
}

interface PidFile {
  claim(say: Say): Promise<void>;
  add(name: string, pid: number): void;
  release(): void;
}
type Say = (line: string) => void;
interface Folders {
  makeTemporaryDataDir: () => string;
  placesIn: (dataDir: string) => { pidFile: string };
  sweepTemporary: (say: Say) => Promise<number>;
}
type Start<S> = (options: { dataDir: string; onSpawn: (pid: number) => void }) => Promise<Server & S>;

export interface RunServers {
  mariadb: Server;
  temporal: Server;
  directory: string;
  processes: PidFile;
}

declare global {
  var runServers: RunServers | undefined;
}

const root = join(__dirname, '..', '..');
const load = (path: string): unknown => createRequire(__filename)(join(root, path));
const silent: Say = () => undefined;

/** One MariaDB and one Temporal for the run, on free ports and in a folder of their own, noted so that a killed run is swept. */
export default async function globalSetup(): Promise<void> {
  if (globalThis.runServers) return;
  const { makeTemporaryDataDir, placesIn, sweepTemporary } = load('tools/up/data-dir.mjs') as Folders;
  const { PidFile } = load('tools/up/pid-file.mjs') as { PidFile: new (path: string) => PidFile };
  const { startMariaDb } = load('tools/setup/mariadb-server.mjs') as { startMariaDb: Start<{ rootUrl: string }> };
  const { startTemporal } = load('tools/setup/temporal-server.mjs') as { startTemporal: Start<{ address: string }> };
  await sweepTemporary(silent);
  const directory = makeTemporaryDataDir();
  const processes = new PidFile(placesIn(directory).pidFile);
  await processes.claim(silent);
  const noting = (name: string) => (pid: number) => {
    processes.add(name, pid);
  };
  const [mariadb, temporal] = await Promise.all([
    startMariaDb({ dataDir: join(directory, 'mariadb'), onSpawn: noting('mariadb') }),
    startTemporal({ dataDir: join(directory, 'temporal'), onSpawn: noting('temporal') }),
  ]);
  globalThis.runServers = { mariadb, temporal, directory, processes };
  process.env.TEST_DATABASE_ROOT_URL = mariadb.rootUrl;
  process.env.TEST_TEMPORAL_ADDRESS = temporal.address;
  process.env.TEST_DIRECTORY = directory;
}
