import { SetupFailure } from './failure.mjs';
import { withProgress } from './progress.mjs';
import { runCommand } from './run-command.mjs';
import { which } from './which.mjs';

/**
 * @param {string[]} packages
 * @returns {string} the command a person would type
 */
export function aptCommand(packages) {
  return `sudo apt-get update && sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs Debian packages as root or through sudo, refreshing the package lists only if they are missing or old.
 * @param {{packages: string[], what: string, usually: string, say: import('./progress.mjs').Say}} options
 * @throws {SetupFailure} with the exact command when it cannot be done from here
 */
export async function installWithApt({ packages, what, usually, say }) {
  const apt = which(['apt-get']);
  const prefix = administratorPrefix();
  if (apt === undefined || prefix === undefined) {
    const why = apt === undefined ? 'this system has no apt-get' : 'this needs root, and sudo is not to be had here';
    throw new SetupFailure(`${what}: not installed, and ${why}`, [aptCommand(packages)]);
  }
  const run = (/** @type {string[]} */ args, /** @type {(line: string) => void} */ onLine) => {
    const [command = apt, ...rest] = [...prefix, apt, '-o', 'DPkg::Lock::Timeout=180', ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return runCommand(command, rest, { env, askable: process.stdin.isTTY, onLine, timeoutMs: 900_000 });
  };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  try {
    await withProgress({ say, what: `installing ${packages.join(', ')}`, usually }, async (detail) => {
      try {
        await run(install, detail);
      } catch {
        detail('refreshing the package lists');
        await run(['update'], detail);
        await run(install, detail);
      }
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SetupFailure(`${what} could not be installed: ${message}`, [aptCommand(packages)]);
  }
}

/** @returns {string[] | undefined} what to put before a command that needs root; undefined when there is no way */
function administratorPrefix() {
  if (process.getuid?.() === 0) return ['env', 'DEBIAN_FRONTEND=noninteractive'];
  const sudo = which(['sudo']);
  if (sudo === undefined) return undefined;
  const quietly = process.stdin.isTTY ? [] : ['-n'];
  return [sudo, ...quietly, 'env', 'DEBIAN_FRONTEND=noninteractive'];
}
