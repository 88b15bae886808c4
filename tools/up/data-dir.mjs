import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupFailure } from '../setup/failure.mjs';
import { isRunning } from '../setup/process-identity.mjs';
import { writePrivately } from '../setup/mariadb-accounts.mjs';
import { readPidFile, stopLeftovers } from './pid-file.mjs';

/** The project's folder. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Where data is kept unless told otherwise; ignored by git. */
export const defaultDataDir = join(projectRoot, '.data');

const temporaryDir = join(defaultDataDir, 'temporary');

/**
 * @param {string} dataDir
 * @returns {{markFile: string, pidFile: string, environment: string, logs: string, files: string, audit: string, mariadb: string, temporal: string}}
 */
export function placesIn(dataDir) {
  return {
    markFile: join(dataDir, 'stack.json'),
    pidFile: join(dataDir, 'processes.json'),
    environment: join(dataDir, 'environment.json'),
    logs: join(dataDir, 'logs'),
    files: join(dataDir, 'files'),
    audit: join(dataDir, 'audit'),
    mariadb: join(dataDir, 'mariadb'),
    temporal: join(dataDir, 'temporal'),
  };
}

/**
 * @typedef {{format: 1, complete: boolean, trainingCases?: 'begun' | 'done' | 'failed'}} StackMark
 */

/**
 * @param {string} dataDir
 * @returns {StackMark | undefined} undefined for a folder in which no stack ever came up
 */
export function readMark(dataDir) {
  const { markFile } = placesIn(dataDir);
  if (!existsSync(markFile)) return undefined;
  return /** @type {StackMark} */ (JSON.parse(readFileSync(markFile, 'utf8')));
}

/**
 * @param {string} dataDir
 * @param {Partial<StackMark>} changes
 */
export function writeMark(dataDir, changes) {
  const mark = { format: 1, complete: false, ...readMark(dataDir), ...changes };
  const { markFile } = placesIn(dataDir);
  writeFileSync(`${markFile}.new`, JSON.stringify(mark));
  renameSync(`${markFile}.new`, markFile);
}

/**
 * Keeps what programs run beside the stack need to know; it holds passwords.
 * @param {string} dataDir
 * @param {Record<string, string | undefined>} environment
 */
export function writeEnvironment(dataDir, environment) {
  writePrivately(placesIn(dataDir).environment, JSON.stringify(environment, null, 2));
}

/**
 * @param {string} dataDir
 * @returns {Record<string, string> | undefined}
 */
export function readEnvironment(dataDir) {
  const { environment } = placesIn(dataDir);
  if (!existsSync(environment)) return undefined;
  return /** @type {Record<string, string>} */ (JSON.parse(readFileSync(environment, 'utf8')));
}

/**
 * Empties a data folder. Only one of ours: a mistyped --data must not cost anybody a home folder.
 * @param {string} dataDir
 */
export function emptyDataDir(dataDir) {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return;
  const places = placesIn(dataDir);
  if (!existsSync(places.markFile) && resolve(dataDir) !== defaultDataDir) {
    throw new SetupFailure(`${dataDir} is not empty and was not made by this project, so it is not deleted`, [
      'choose another folder with --data, or empty it yourself',
    ]);
  }
  for (const path of [
    places.mariadb,
    places.temporal,
    places.files,
    places.audit,
    places.logs,
    places.environment,
    places.markFile,
  ]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/** @returns {string} a new folder for one run, found again by `sweepTemporary` if the run is killed */
export function makeTemporaryDataDir() {
  mkdirSync(temporaryDir, { recursive: true });
  return mkdtempSync(join(temporaryDir, 'run-'));
}

/**
 * Stops the processes and deletes the folders of temporary stacks whose owner is gone.
 * @param {import('../setup/progress.mjs').Say} say
 * @returns {Promise<number>} how many processes were still running
 */
export async function sweepTemporary(say) {
  if (!existsSync(temporaryDir)) return 0;
  let left = 0;
  for (const name of readdirSync(temporaryDir)) {
    const dataDir = join(temporaryDir, name);
    const { pidFile } = placesIn(dataDir);
    const record = readPidFile(pidFile);
    if (record !== undefined && isRunning(record.supervisor)) continue;
    if (record === undefined && isYoung(dataDir)) continue;
    left += await stopLeftovers(pidFile, say);
    rmSync(dataDir, { recursive: true, force: true });
  }
  return left;
}

/**
 * @param {string} path
 * @returns {boolean} made within the last minute: its owner may not have written its pid file yet
 */
function isYoung(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs < 60_000;
}
