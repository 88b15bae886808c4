import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Passwords of one private server, kept in its data folder (readable by its owner only) so that a second
 * start finds them. Call from one process at a time.
 * @param {string} dataDir
 * @param {string} account
 * @returns {string} the account's password, made at the first call
 */
export function passwordOf(dataDir, account) {
  const file = join(dataDir, 'accounts.json');
  const passwords = existsSync(file)
    ? /** @type {Record<string, string>} */ (JSON.parse(readFileSync(file, 'utf8')))
    : {};
  const known = passwords[account];
  if (known !== undefined) return known;
  const made = randomBytes(24).toString('base64url');
  writePrivately(file, JSON.stringify({ ...passwords, [account]: made }, null, 2));
  return made;
}

/**
 * Replaces a file in one step, readable by its owner only.
 * @param {string} path
 * @param {string} text
 */
export function writePrivately(path, text) {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
