import { rmSync } from 'node:fs';
import './global-setup';

export default async function globalTeardown(): Promise<void> {
  const servers = globalThis.runServers;
  if (!servers) return;
  globalThis.runServers = undefined;
  await Promise.all([servers.temporal.stop(), servers.mariadb.stop()]);
  servers.processes.release();
  rmSync(servers.directory, { recursive: true, force: true });
}
