import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SetupFailure } from './failure.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends every command that is still running: for the handler of Ctrl-C and SIGTERM. */
export function endRunningCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] after which the command is ended; no command may hang for ever
 * @property {string} [input] given on standard input; without it standard input is empty
 * @property {boolean} [askable] the command may ask the person at the terminal (sudo)
 * @property {(line: string) => void} [onLine] every line of output, both streams
 * @property {AbortSignal} [signal]
 */

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} its standard output
 * @throws {SetupFailure} when it cannot be started, fails or takes too long; the message carries its last lines
 */
export function runCommand(command, args, options = {}) {
  const { cwd, env = process.env, timeoutMs = 600_000, input, askable = false, onLine, signal } = options;
  return new Promise((resolve, reject) => {
    const stdin = input !== undefined ? 'pipe' : askable ? 'inherit' : 'ignore';
    const child = spawn(command, args, { cwd, env, stdio: [stdin, 'pipe', 'pipe'], signal });
    running.add(child);
    let output = '';
    let timedOut = false;
    /** @type {string[]} */
    const lastLines = [];
    const takeLine = (/** @type {string} */ line) => {
      if (line.trim() === '') return;
      lastLines.push(line);
      if (lastLines.length > 15) lastLines.shift();
      onLine?.(line);
    };
    const readLines = lineReader(takeLine);
    const readErrors = lineReader(takeLine);
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      readLines(text);
    });
    child.stderr?.setEncoding('utf8').on('data', readErrors);
    // A command that does not read its input to the end is judged by its exit code, not by the broken pipe.
    child.stdin?.on('error', () => undefined).end(input);
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const finish = (/** @type {string | undefined} */ problem) => {
      clearTimeout(timer);
      running.delete(child);
      if (problem === undefined) return resolve(output);
      const tail = lastLines.map((line) => `    ${line}`).join('\n');
      reject(new SetupFailure(`${[command, ...args].join(' ')} ${problem}${tail ? `:\n${tail}` : ''}`));
    };
    child.once('error', (error) => finish(`could not be run (${error.message})`));
    child.once('close', (code, endedBy) => {
      if (timedOut) finish(`was ended after ${Math.round(timeoutMs / 1000)} s`);
      else if (code !== 0) finish(`failed (${endedBy ?? `exit code ${code}`})`);
      else finish(undefined);
    });
  });
}

/**
 * @param {(line: string) => void} takeLine
 * @returns {(text: string) => void}
 */
function lineReader(takeLine) {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = lines.pop() ?? '';
    lines.forEach(takeLine);
    if (rest.length > 4000) rest = '';
  };
}

/** Makes Ctrl-C and SIGTERM end the running command as well, and then this process. */
export function endCommandsOnSignals() {
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(name, () => {
      endRunningCommands();
      process.exit(128 + constants.signals[name]);
    });
  }
}
