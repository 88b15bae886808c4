import { EventEmitter } from 'node:events';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { capLog } from '../setup/log-file.mjs';
import { freePort, isPortFree } from '../setup/ports.mjs';
import { sayWith, silent, withProgress } from '../setup/progress.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { startServerProcess } from '../setup/server-process.mjs';
import {
  defaultDataDir,
  emptyDataDir,
  makeTemporaryDataDir,
  placesIn,
  projectRoot,
  readMark,
  sweepTemporary,
  writeEnvironment,
  writeMark,
} from './data-dir.mjs';
import { waitUntilReady } from './health.mjs';
import { PidFile, stopLeftovers } from './pid-file.mjs';
import { builtPrograms, checkBuilt, environmentOf, noPrograms, settingsOf } from './programs.mjs';
import { supervisedMariaDb, supervisedTemporal } from './servers.mjs';
import { Supervised } from './supervised.mjs';
import { playTrainingCases } from './training-cases.mjs';

/**
 * @typedef {object} StackOptions
 * @property {string} [data] data folder; default `.data` of the project
 * @property {boolean} [temporary] private data, deleted at the end, and private servers whatever the environment says
 * @property {number} [port] of the API; default 8080, or another if that is taken; a free one for temporary stacks
 * @property {string} [host] default 127.0.0.1
 * @property {boolean} [fresh] delete the data first
 * @property {string} [clock] legal day a fresh training stack begins on, YYYY-MM-DD
 * @property {boolean} [training] default true; false: production mode
 * @property {boolean} [trainingCases] play cases into a fresh training stack; default: unless temporary
 * @property {boolean} [quiet] print nothing
 * @property {NodeJS.ProcessEnv} [env] default process.env; further variables for API and worker
 * @property {import('./programs.mjs').Programs} [programs] other programs in place of the project's own (tests)
 */

/** @typedef {'mariadb' | 'temporal' | 'api' | 'worker'} ChildName */

/**
 * Starts everything and waits until the API is ready.
 * @param {StackOptions} [options]
 * @returns {Promise<Stack>}
 */
export async function startStack(options = {}) {
  const stack = new Stack(options);
  await stack.start();
  return stack;
}

/**
 * Starts only a private MariaDB and a private Temporal, on temporary data (for test runs).
 * @param {StackOptions} [options]
 * @returns {Promise<Stack>} use `createDatabase`, `temporalAddress`, `stop`
 */
export function startServers(options = {}) {
  return startStack({ temporary: true, quiet: true, ...options, programs: noPrograms });
}

/** Servers and programs that belong together. Emits `given-up` (reason) when a child died too often. */
export class Stack extends EventEmitter {
  /** Where people reach it. */
  url = '';
  databaseUrl = '';
  databaseMigrationUrl = '';
  temporalAddress = '';
  dataDir;
  host;
  port = 0;
  /** @type {Map<string, Supervised>} */
  #children = new Map();
  /** @type {ReturnType<typeof supervisedMariaDb> | undefined} */
  #mariadb;
  #options;
  #places;
  #programs;
  /** @type {NodeJS.ProcessEnv} */
  #env;
  #say;
  #stopped = new AbortController();
  /** @type {PidFile | undefined} */
  #pidFile;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #logTimer;
  /** @type {Promise<void> | undefined} */
  #stopping;

  /** @param {StackOptions} options */
  constructor(options) {
    super();
    this.#options = options;
    this.#say = options.quiet ? silent : sayWith('up');
    this.#programs = options.programs ?? builtPrograms;
    this.#env = options.temporary ? withoutServers(options.env ?? process.env) : (options.env ?? process.env);
    this.host = options.host ?? '127.0.0.1';
    this.dataDir = options.temporary ? makeTemporaryDataDir() : resolve(options.data ?? defaultDataDir);
    this.#places = placesIn(this.dataDir);
  }

  /** @returns {Record<string, number>} process numbers of what runs now */
  get pids() {
    /** @type {Record<string, number>} */
    const pids = { supervisor: process.pid };
    for (const [name, { handle }] of this.#children) if (handle?.isRunning()) pids[name] = handle.pid;
    return pids;
  }

  /**
   * @param {ChildName} name
   * @returns {Supervised} its state, deaths, lastReason, handle and `running(notPid)`
   */
  child(name) {
    const child = this.#children.get(name);
    if (child === undefined) throw new Error(`${name} is not a child of this stack`);
    return child;
  }

  /**
   * Kills a child; the supervisor starts it again.
   * @param {ChildName} name
   * @param {NodeJS.Signals} [signal]
   * @returns {Promise<number>} the number of the process that was killed, once it is gone
   */
  async kill(name, signal = 'SIGKILL') {
    const { handle } = this.child(name);
    if (handle === undefined) throw new Error(`${name} does not run at this moment`);
    await handle.kill(signal);
    return handle.pid;
  }

  /**
   * A further database on the private MariaDB, with its two accounts.
   * @param {string} name
   * @returns {Promise<{appUrl: string, migrationUrl: string}>}
   */
  createDatabase(name) {
    if (this.#mariadb === undefined) throw new Error('this stack uses a database server that is not its own');
    return this.#mariadb.createDatabase(name);
  }

  /** @returns {string} URL of the private MariaDB's root account */
  get rootUrl() {
    if (this.#mariadb === undefined) throw new Error('this stack uses a database server that is not its own');
    return this.#mariadb.rootUrl();
  }

  async start() {
    try {
      await this.#begin();
      await this.#startServers();
      await this.#migrate();
      await this.#startPrograms();
      writeMark(this.dataDir, { complete: true });
    } catch (error) {
      await this.stop();
      throw this.#stopped.signal.reason instanceof SetupFailure ? this.#stopped.signal.reason : error;
    }
  }

  /** Stops everything in order: API and worker, then Temporal, then MariaDB. May be called at any time. */
  stop() {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #begin() {
    const { fresh, port, temporary } = this.#options;
    mkdirSync(this.dataDir, { recursive: true });
    await sweepTemporary(this.#say);
    await stopLeftovers(this.#places.pidFile, this.#say);
    if (fresh) {
      this.#say(`starting over: deleting the data in ${this.dataDir}`);
      emptyDataDir(this.dataDir);
    }
    if (this.#options.clock !== undefined && readMark(this.dataDir)?.complete) {
      throw new SetupFailure('the clock can be set at the beginning of a fresh stack only', [
        'add --fresh (deletes the data), or move the clock forward in the console',
      ]);
    }
    checkBuilt(this.#programs);
    this.port = await choosePort({ port, host: this.host, anyPort: temporary === true, say: this.#say });
    const shownHost = ['0.0.0.0', '::'].includes(this.host) ? '127.0.0.1' : this.host;
    this.url = `http://${shownHost}:${this.port}`;
    writeMark(this.dataDir, {});
    mkdirSync(this.#places.logs, { recursive: true });
    mkdirSync(this.#places.files, { recursive: true });
    this.#pidFile = new PidFile(this.#places.pidFile);
    await this.#pidFile.claim(this.#say);
    this.#pidFile.setUrl(this.url);
    this.#logTimer = setInterval(() => this.#capLogs(), 30_000);
    this.#logTimer.unref();
  }

  async #startServers() {
    const context = { places: this.#places, say: this.#say, onSpawn: this.#noteProcess };
    const temporalGiven = this.#env.TEMPORAL_ADDRESS;
    const temporal = temporalGiven ? undefined : supervisedTemporal(context);
    const databaseGiven = this.#env.DATABASE_URL;
    if (!databaseGiven) this.#mariadb = supervisedMariaDb(context);
    const begun = [this.#bringUp('MariaDB: starting', '1 s, 3–6 s the first time', this.#mariadb?.supervised)];
    begun.push(this.#bringUp('Temporal: starting', '1 s', temporal?.supervised));
    await Promise.all(begun);
    this.temporalAddress = temporalGiven || temporal?.address() || '';
    if (databaseGiven) {
      this.databaseUrl = databaseGiven;
      this.databaseMigrationUrl = this.#env.DATABASE_MIGRATION_URL || '';
    } else if (this.#programs.api !== null || this.#programs.migrate !== null) {
      const { appUrl, migrationUrl } = await this.createDatabase('medical_review');
      this.databaseUrl = appUrl;
      this.databaseMigrationUrl = migrationUrl;
    }
    const { CLOCK_START, ...settings } = settingsOf(this.#settings());
    writeEnvironment(this.dataDir, { ...settings, DATABASE_MIGRATION_URL: this.databaseMigrationUrl });
  }

  async #migrate() {
    const [command, ...args] = this.#programs.migrate ?? [];
    if (command === undefined) return;
    const env = { ...this.#environment(), DATABASE_MIGRATION_URL: this.databaseMigrationUrl };
    await withProgress(
      { say: this.#say, what: 'database: migrations and reference data', usually: '2–10 s' },
      (detail) => runCommand(command, args, { cwd: projectRoot, env, onLine: detail, signal: this.#stopped.signal }),
    );
  }

  async #startPrograms() {
    const { api, worker } = this.#programs;
    const begun = Object.entries({ api, worker }).map(async ([name, command]) => {
      if (command !== null) await this.#bringUp(`${name}: starting`, '1 s', this.#program(name, command));
    });
    await Promise.all(begun);
    if (api === null) return;
    const signal = this.#stopped.signal;
    await waitUntilReady({ url: this.url, say: this.#say, signal });
    if (!this.#shouldPlayCases()) return;
    this.#playCases().catch((/** @type {unknown} */ error) =>
      this.#say(`training cases: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  /**
   * @param {string} name
   * @param {string[]} command
   * @returns {Supervised}
   */
  #program(name, [command = '', ...args]) {
    return new Supervised({
      name,
      say: this.#say,
      start: () =>
        startServerProcess(command, args, {
          logFile: join(this.#places.logs, `${name}.log`),
          cwd: projectRoot,
          env: this.#environment(),
          onSpawn: (pid) => this.#noteProcess(name, pid),
        }),
    });
  }

  /**
   * @param {string} what
   * @param {string} usually
   * @param {Supervised | undefined} supervised
   */
  async #bringUp(what, usually, supervised) {
    if (supervised === undefined) return;
    if (this.#stopped.signal.aborted) throw this.#stopped.signal.reason;
    this.#children.set(supervised.name, supervised);
    supervised.once('given-up', (reason) => {
      const failure =
        reason instanceof SetupFailure ? reason : new SetupFailure(String(reason), [`see ${this.#places.logs}`]);
      this.#stopped.abort(failure);
      this.emit('given-up', failure);
    });
    await withProgress({ say: this.#say, what, usually }, () => supervised.start());
  }

  /** @type {(name: string, pid: number) => void} */
  #noteProcess = (name, pid) => this.#pidFile?.add(name, pid);

  #environment() {
    return environmentOf(this.#settings());
  }

  /** @returns {import('./programs.mjs').EnvironmentInput} */
  #settings() {
    return {
      env: this.#env,
      training: this.#options.training ?? true,
      host: this.host,
      port: this.port,
      publicUrl: this.#env.PUBLIC_URL || this.url,
      databaseUrl: this.databaseUrl,
      temporalAddress: this.temporalAddress,
      filesDir: this.#places.files,
      auditDir: this.#places.audit,
      clock: this.#options.clock,
    };
  }

  #shouldPlayCases() {
    const { training = true, temporary, trainingCases = !temporary } = this.#options;
    return training && trainingCases && readMark(this.dataDir)?.trainingCases === undefined;
  }

  async #playCases() {
    const result = await playTrainingCases({
      command: this.#programs.trainingCases,
      url: this.url,
      env: this.#environment(),
      logFile: join(this.#places.logs, 'training-cases.log'),
      say: this.#say,
      onBegin: () => writeMark(this.dataDir, { trainingCases: 'begun' }),
      onSpawn: (pid) => this.#noteProcess('training cases', pid),
      signal: this.#stopped.signal,
    });
    if (result !== undefined && !this.#stopped.signal.aborted) writeMark(this.dataDir, { trainingCases: result });
  }

  #capLogs() {
    for (const name of readdirSync(this.#places.logs)) {
      if (name.endsWith('.log')) capLog(join(this.#places.logs, name));
    }
  }

  async #stopAll() {
    if (!this.#stopped.signal.aborted) this.#stopped.abort(new Error('the stack was stopped'));
    clearInterval(this.#logTimer);
    const stopOf = (/** @type {string} */ name) => this.#children.get(name)?.stop();
    await Promise.all([stopOf('api'), stopOf('worker')]);
    await stopOf('temporal');
    await stopOf('mariadb');
    this.#pidFile?.release();
    if (this.#options.temporary) rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} without what points to servers and places of somebody else
 */
function withoutServers(env) {
  const { DATABASE_URL, DATABASE_MIGRATION_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TASK_QUEUE, ...rest } =
    env;
  const { PUBLIC_URL, FILES_DIR, MODE, CLOCK_START, ...others } = rest;
  // A test or a bench writes to nobody.
  return Object.fromEntries(Object.entries(others).filter(([name]) => !/^(MAIL|WEBHOOK|MESSAGES|AUDIT)_/.test(name)));
}

/**
 * @param {{port: number | undefined, host: string, anyPort: boolean, say: import('../setup/progress.mjs').Say}} wanted
 * @returns {Promise<number>}
 */
async function choosePort({ port, host, anyPort, say }) {
  if (port !== undefined && port !== 0) {
    if (await isPortFree(port, host)) return port;
    throw new SetupFailure(`port ${port} on ${host} is taken`, ['choose another with --port']);
  }
  if (!anyPort && port !== 0) {
    if (await isPortFree(8080, host)) return 8080;
    say('port 8080 is taken, so another is used (choose one with --port)');
  }
  return freePort(host);
}
