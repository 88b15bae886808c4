import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Servers live here on Debian, and Homebrew's folder is not always on the PATH of a GUI's terminal. */
const alsoLookIn = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin', '/opt/homebrew/sbin'];

/**
 * @param {string[]} names tried in this order
 * @param {string[]} [moreFolders] looked in after the PATH
 * @returns {string | undefined} full path of the first executable found
 */
export function which(names, moreFolders = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...alsoLookIn, ...moreFolders];
  for (const name of names) {
    for (const folder of folders) {
      if (folder !== '' && isExecutable(join(folder, name))) return join(folder, name);
    }
  }
  return undefined;
}

/**
 * @param {string} path
 * @returns {boolean}
 */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
