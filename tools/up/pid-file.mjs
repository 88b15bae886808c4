import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { SetupFailure } from '../setup/failure.mjs';
import { identify, isRunning, stopProcess } from '../setup/process-identity.mjs';

/**
 * @typedef {import('../setup/process-identity.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {{supervisor: ProcessIdentity, url?: string, children: (ProcessIdentity & {name: string})[]}} PidRecord
 */

/**
 * Which processes belong to a data folder. Written at once with every start, so that what a killed supervisor
 * left behind is found by the next.
 */
export class PidFile {
  /** @type {PidRecord} */
  #record = { supervisor: identify(process.pid), children: [] };
  #path;

  /** @param {string} path */
  constructor(path) {
    this.#path = path;
  }

  /**
   * Takes the data folder for this process: stops what an earlier one left.
   * @param {import('../setup/progress.mjs').Say} say
   * @throws {SetupFailure} when another supervisor is at work on it
   */
  async claim(say) {
    await stopLeftovers(this.#path, say);
    this.#write();
  }

  /** @param {string} url where people reach the stack */
  setUrl(url) {
    this.#record.url = url;
    this.#write();
  }

  /**
   * @param {string} name
   * @param {number} pid
   */
  add(name, pid) {
    const others = this.#record.children.filter((child) => child.name !== name);
    this.#record.children = [...others, { name, ...identify(pid) }];
    this.#write();
  }

  release() {
    rmSync(this.#path, { force: true });
  }

  #write() {
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#record, null, 2));
    renameSync(`${this.#path}.new`, this.#path);
  }
}

/**
 * @param {string} path
 * @returns {PidRecord | undefined} undefined when there is none, or an unreadable one
 */
export function readPidFile(path) {
  try {
    return /** @type {PidRecord} */ (JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * Stops the children of a supervisor that is gone, the last started first (the database last).
 * @param {string} path of the pid file
 * @param {import('../setup/progress.mjs').Say} say
 * @returns {Promise<number>} how many were still running
 * @throws {SetupFailure} when the supervisor still runs
 */
export async function stopLeftovers(path, say) {
  if (!existsSync(path)) return 0;
  const record = readPidFile(path);
  if (record !== undefined && record.supervisor.pid !== process.pid && isRunning(record.supervisor)) {
    throw new SetupFailure(
      `it already runs here (process ${record.supervisor.pid}${record.url ? `, ${record.url}` : ''})`,
      [`stop it first: kill ${record.supervisor.pid}`, 'or use another data folder: --data DIR'],
    );
  }
  const order = ['api', 'worker', 'training cases', 'temporal', 'mariadb'];
  const rank = (/** @type {string} */ name) => order.indexOf(name);
  const children = [...(record?.children ?? [])].sort((one, other) => rank(one.name) - rank(other.name));
  let left = 0;
  for (const child of children) {
    const how = await stopProcess(child);
    if (how === 'was gone') continue;
    left += 1;
    say(`${child.name} (process ${child.pid}) was left running by an earlier start: ${how}`);
  }
  rmSync(path, { force: true });
  return left;
}
