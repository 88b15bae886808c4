import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { lastLinesOf, openLog } from './log-file.mjs';

/**
 * A long-running child process that writes its log to a file.
 * @typedef {object} ServerProcess
 * @property {number} pid
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<string>} exited resolves with how it ended: "exit code 1", "signal SIGKILL"
 * @property {() => boolean} isRunning
 * @property {(lines?: number) => string[]} lastLines of this run's log
 * @property {() => Promise<void>} stop asks it to end and waits; after the grace it is killed
 * @property {(signal?: NodeJS.Signals) => Promise<void>} kill SIGKILL unless told otherwise; waits for its end
 *   when the signal ends a process
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const alive = new Set();
let exitHandlerSet = false;

/**
 * Starts a server in its own process group (Ctrl-C at the terminal reaches only the supervisor, which stops
 * the rest in order). If this process exits without having stopped it, it is killed.
 * @param {string} command
 * @param {string[]} args
 * @param {{logFile: string, cwd?: string, env?: NodeJS.ProcessEnv, graceMs?: number,
 *   onSpawn?: (pid: number) => void}} options
 * @returns {Promise<ServerProcess>}
 */
export async function startServerProcess(command, args, options) {
  const { logFile, cwd, env = process.env, graceMs = 20_000, onSpawn } = options;
  const log = openLog(logFile);
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log.fd, log.fd] });
  closeSync(log.fd);
  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started: ${await exited}`);
  onSpawn?.(pid);
  killAtExit(child);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    child,
    exited,
    isRunning,
    lastLines: (lines) => lastLinesOf(logFile, { from: log.from, lines }),
    async stop() {
      if (!isRunning()) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
    async kill(signal = 'SIGKILL') {
      if (!isRunning()) return;
      child.kill(signal);
      if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT') await exited;
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child */
function killAtExit(child) {
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  if (exitHandlerSet) return;
  exitHandlerSet = true;
  process.once('exit', () => {
    for (const left of alive) left.kill('SIGKILL');
  });
}

/**
 * Waits until `look` says yes, looking again every `everyMs`. Fails at once when the process ends first.
 * @param {ServerProcess} server
 * @param {() => Promise<boolean>} look
 * @param {{what: string, timeoutMs: number, everyMs?: number, signal?: AbortSignal}} options
 */
export async function waitUntilAnswering(server, look, { what, timeoutMs, everyMs = 50, signal }) {
  const until = Date.now() + timeoutMs;
  let ended = '';
  void server.exited.then((how) => {
    ended = how;
  });
  for (;;) {
    const answers = await look();
    if (ended) throw startFailure(server, `${what} ended while starting (${ended})`);
    if (answers) return;
    if (signal?.aborted || Date.now() > until) {
      await server.kill();
      const why = signal?.aborted ? 'was told to stop while starting' : `did not answer within ${timeoutMs / 1000} s`;
      throw startFailure(server, `${what} ${why}`);
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/**
 * @param {ServerProcess} server
 * @param {string} message
 * @returns {Error}
 */
function startFailure(server, message) {
  const lines = server.lastLines();
  return new Error([message, ...lines.map((line) => `    ${line}`)].join('\n'));
}
