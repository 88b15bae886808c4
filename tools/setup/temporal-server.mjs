import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { freePort } from './ports.mjs';
import { startServerProcess, waitUntilAnswering } from './server-process.mjs';
import { findTemporal } from './temporal-programs.mjs';

export { findTemporal } from './temporal-programs.mjs';

/**
 * A private Temporal development server, its store a file in `dataDir`.
 * @typedef {object} TemporalServer
 * @property {string} address 127.0.0.1:port
 * @property {number} port
 * @property {number} pid
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<string>} exited how it ended
 * @property {() => boolean} isRunning
 * @property {(lines?: number) => string[]} lastLines
 * @property {() => Promise<void>} stop
 * @property {(signal?: NodeJS.Signals) => Promise<void>} kill
 */

/**
 * Starts Temporal on 127.0.0.1 and waits until it serves its namespace `default`.
 * @param {{dataDir: string, port?: number, logFile?: string, signal?: AbortSignal,
 *   onSpawn?: (pid: number) => void}} options
 * @returns {Promise<TemporalServer>}
 */
export async function startTemporal(options) {
  const program = findTemporal();
  if (program === undefined) {
    throw new SetupFailure('no Temporal server on this machine', [
      'node tools/setup/index.mjs start   (downloads or builds it)',
      'or set TEMPORAL_ADDRESS to a Temporal server of yours',
    ]);
  }
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const attempts = options.port === undefined ? 3 : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(program, dataDir, options.port ?? (await freePort()), options);
    } catch (error) {
      const portTaken = error instanceof Error && /address already in use|can't set .* port/i.test(error.message);
      if (!portTaken || attempt >= attempts) throw error;
    }
  }
}

/**
 * @param {string} program
 * @param {string} dataDir
 * @param {number} port
 * @param {{logFile?: string, signal?: AbortSignal, onSpawn?: (pid: number) => void}} options
 * @returns {Promise<TemporalServer>}
 */
async function launch(program, dataDir, port, { logFile = join(dataDir, 'temporal.log'), signal, onSpawn }) {
  const store = join(dataDir, 'temporal.db');
  forgetUnfinishedStore(dataDir, store);
  const [httpPort, metricsPort] = [await freePort(), await freePort()];
  const server = await startServerProcess(program, serverArguments(port, httpPort, metricsPort, store), {
    logFile,
    env: { ...process.env, TZ: 'UTC' },
    graceMs: 20_000,
    onSpawn,
  });
  await waitUntilAnswering(server, () => servesDefaultNamespace(httpPort), {
    what: 'the Temporal server',
    timeoutMs: 60_000,
    everyMs: 100,
    signal,
  });
  writeFileSync(join(dataDir, 'store-is-complete'), '');
  return { address: `127.0.0.1:${port}`, port, ...server };
}

/**
 * The store's tables are made once, when its file is missing. A first start that was killed in the middle
 * leaves a file without them, with which no later start succeeds.
 * @param {string} dataDir
 * @param {string} store
 */
function forgetUnfinishedStore(dataDir, store) {
  if (existsSync(join(dataDir, 'store-is-complete')) && existsSync(store)) return;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${store}${suffix}`, { force: true });
}

/**
 * @param {number} port
 * @param {number} httpPort
 * @param {number} metricsPort
 * @param {string} store
 * @returns {string[]}
 */
function serverArguments(port, httpPort, metricsPort, store) {
  const pragmas = ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=1'];
  return [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--log-level', 'warn'],
    ...['--port', String(port), '--http-port', String(httpPort), '--metrics-port', String(metricsPort)],
    ...['--db-filename', store, ...pragmas],
  ];
}

/**
 * @param {number} httpPort
 * @returns {Promise<boolean>}
 */
async function servesDefaultNamespace(httpPort) {
  try {
    const url = `http://127.0.0.1:${httpPort}/api/v1/namespaces/default`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
