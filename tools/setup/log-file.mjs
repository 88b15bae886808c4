import {
  closeSync,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname } from 'node:path';

const capBytes = 10 * 1024 * 1024;

/**
 * Opens a log for appending; a log that has grown over the cap is put aside as `<name>.1` first.
 * @param {string} path
 * @returns {{fd: number, from: number}} descriptor, and the size at this moment
 */
export function openLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  if (sizeOf(path) > capBytes) renameSync(path, `${path}.1`);
  const fd = openSync(path, 'a', 0o600);
  return { fd, from: fstatSync(fd).size };
}

/**
 * Keeps a log that is being written below the cap. The writer appends, so after the cut it goes on at the front.
 * @param {string} path
 * @param {number} [cap] bytes
 */
export function capLog(path, cap = capBytes) {
  if (sizeOf(path) <= cap) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
}

/**
 * @param {string} path
 * @param {{from?: number, lines?: number}} [options] `from`: bytes to skip (what an earlier run wrote)
 * @returns {string[]} the last lines
 */
export function lastLinesOf(path, { from = 0, lines = 12 } = {}) {
  const size = sizeOf(path);
  const begin = Math.max(from > size ? 0 : from, size - 32 * 1024);
  if (size <= begin) return [];
  const fd = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(size - begin);
    const read = readSync(fd, buffer, 0, buffer.length, begin);
    const text = buffer.toString('utf8', 0, read);
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-lines);
  } finally {
    closeSync(fd);
  }
}

/**
 * @param {string} path
 * @returns {number} bytes; 0 when there is no such file
 */
function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
