import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from '../failure.mjs';
import { fingerprintOf, readStamp, writeStamp } from '../fingerprint.mjs';
import { withProgress } from '../progress.mjs';
import { runCommand } from '../run-command.mjs';

/**
 * npm packages, exactly as the lock file says; installed again only when the lock file changed.
 * @param {import('../index.mjs').SetupContext} context
 */
export async function nodeModules({ root, say }) {
  const stampFile = join(root, 'node_modules', '.lock-fingerprint');
  const fingerprint = fingerprintOf(root, ['package-lock.json']);
  if (!existsSync(join(root, 'package-lock.json'))) {
    throw new SetupFailure('package-lock.json is missing', ['git checkout -- package-lock.json']);
  }
  if (readStamp(stampFile) === fingerprint) return say('npm packages: up to date');
  if (installedAsLocked(root)) {
    writeStamp(stampFile, fingerprint);
    return say('npm packages: already installed as locked');
  }
  /** @type {string[]} */
  const complaints = [];
  try {
    await withProgress({ say, what: 'npm packages: installing', usually: '1–3 min the first time' }, (detail) => {
      const args = ['ci', '--no-audit', '--no-fund', '--loglevel=warn'];
      const onLine = (/** @type {string} */ line) => {
        detail(line);
        if (/^npm error \S/.test(line) && complaints.length < 8) complaints.push(`    ${line}`);
      };
      return runCommand('npm', args, { cwd: root, onLine, timeoutMs: 1_200_000 });
    });
  } catch {
    const outOfStep = complaints.some((line) => line.includes('EUSAGE'));
    throw new SetupFailure(['npm packages could not be installed:', ...complaints].join('\n'), [
      outOfStep
        ? 'npm install && node tools/setup/complete-lock.mjs   (package.json and the lock file disagree)'
        : 'check the connection to the npm registry (npm ping), then run the command again',
    ]);
  }
  writeStamp(stampFile, fingerprint);
}

/**
 * Whether npm's own record of what it installed agrees with the lock file: after `npm install` by hand there is
 * no need to install everything again.
 * @param {string} root
 * @returns {boolean}
 */
function installedAsLocked(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  const locked = packagesOf(join(root, 'package-lock.json'));
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true;
    const has = installed[path];
    // Packages of other platforms are locked but not installed.
    if (has === undefined) return wanted.optional === true || wanted.devOptional === true;
    return has.version === wanted.version && has.integrity === wanted.integrity;
  });
}

/**
 * @typedef {{version?: string, integrity?: string, optional?: boolean, devOptional?: boolean}} LockedPackage
 * @param {string} file a lock file, or npm's record of what it installed
 * @returns {Record<string, LockedPackage>}
 */
function packagesOf(file) {
  const { packages } = /** @type {{packages?: Record<string, LockedPackage>}} */ (
    JSON.parse(readFileSync(file, 'utf8'))
  );
  return packages ?? {};
}
