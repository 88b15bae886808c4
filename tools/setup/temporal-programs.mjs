import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isExecutable, which } from './which.mjs';

/** The version of the Temporal CLI this project is tested with; it carries server 1.31. */
export const temporalVersion = '1.8.2';

/** @returns {string} where a Temporal that this project got itself is kept: shared by all clones */
export function temporalCacheDir() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'medical-center-review', `temporal-${temporalVersion}`);
}

/**
 * @typedef {{path: string, version: string}} TemporalProgram
 */

/** @returns {TemporalProgram | undefined} on the PATH if recent enough, else from the project's cache */
export function findTemporalProgram() {
  const onPath = which(['temporal']);
  const candidates = [onPath, join(temporalCacheDir(), 'temporal')];
  for (const path of candidates) {
    if (path === undefined || !isExecutable(path)) continue;
    const version = versionOf(path);
    if (version !== undefined && isRecentEnough(version)) return { path, version };
  }
  return undefined;
}

/** @returns {string | undefined} full path of the Temporal program to use */
export function findTemporal() {
  return findTemporalProgram()?.path;
}

/**
 * @param {string} path
 * @returns {string | undefined} "1.8.2"
 */
export function versionOf(path) {
  try {
    const words = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /version (\d+\.\d+\.\d+)/.exec(words)?.[1];
  } catch {
    return undefined;
  }
}

/**
 * Older ones carry servers with known holes between namespaces (CVE-2026-5199).
 * @param {string} version
 * @returns {boolean}
 */
export function isRecentEnough(version) {
  const have = version.split('.').map(Number);
  const need = temporalVersion.split('.').map(Number);
  for (const [index, part] of need.entries()) {
    const ours = have[index] ?? 0;
    if (ours !== part) return ours > part;
  }
  return true;
}
