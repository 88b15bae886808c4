import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const skipped = new Set(['node_modules', 'dist', '.data', 'coverage']);

/**
 * @param {string} root
 * @param {string[]} paths files and folders below `root`; those that do not exist count as absent
 * @returns {string} SHA-256 over names and contents: the same for the same sources in every clone
 */
export function fingerprintOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      hash.update(`${file.slice(root.length)}\0`);
      hash.update(createHash('sha256').update(readFileSync(file)).digest());
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} sorted
 */
function filesBelow(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (stats.isFile()) return [path];
  const entries = readdirSync(path)
    .filter((name) => !skipped.has(name))
    .sort();
  return entries.flatMap((name) => filesBelow(join(path, name)));
}

/**
 * @param {string} stampFile
 * @returns {string | undefined} the fingerprint kept there
 */
export function readStamp(stampFile) {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : undefined;
}

/**
 * @param {string} stampFile
 * @param {string} fingerprint
 */
export function writeStamp(stampFile, fingerprint) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${fingerprint}\n`);
}
