import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isRunning } from './process-identity.mjs';

/**
 * Runs `work` while no other process on this machine holds the lock; waits for a holder, saying so.
 * A lock whose holder is gone counts as free.
 * @template T
 * @param {string} path
 * @param {import('./progress.mjs').Say} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, say, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let tries = 0; !take(path); tries += 1) {
    const holder = readHolder(path);
    if (holder === undefined || !isRunning(holder)) {
      rmSync(path, { force: true });
      continue;
    }
    if (tries % 20 === 0) say(`another set-up is at work here (process ${holder.pid}); waiting for it`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function take(path) {
  try {
    const fd = openSync(path, 'wx');
    writeSync(fd, JSON.stringify(identify(process.pid)));
    closeSync(fd);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} path
 * @returns {import('./process-identity.mjs').ProcessIdentity | undefined}
 */
function readHolder(path) {
  try {
    return /** @type {import('./process-identity.mjs').ProcessIdentity} */ (JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
