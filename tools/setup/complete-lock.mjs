import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * npm leaves packages for other platforms out of the lock file when the registry in use does not offer them, and
 * `npm ci` then refuses that lock file everywhere. This writes the missing entries: exact version from the package
 * that wants it, platform from its name. Usage, after `npm install`: node tools/setup/complete-lock.mjs
 */

/** @typedef {{version?: string, dev?: boolean, optional?: boolean, optionalDependencies?: Record<string, string>}} LockEntry */

/**
 * @param {Record<string, LockEntry>} packages of a lock file
 * @returns {Record<string, object>} entries to add, by path
 */
export function missingPlatformEntries(packages) {
  /** @type {Record<string, object>} */
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const places = [`node_modules/${name}`, `${path}/node_modules/${name}`];
      if (path === '' || places.some((place) => packages[place] !== undefined)) continue;
      missing[`node_modules/${name}`] = {
        version,
        ...platformOf(name),
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
      };
    }
  }
  return missing;
}

/**
 * @param {string} name such as "@swc/core-darwin-arm64"
 * @returns {{os: string[], cpu: string[]}}
 */
function platformOf(name) {
  const platform =
    /-(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|loong64|ppc64|riscv64|s390x)\b/.exec(name);
  if (platform === null) throw new Error(`${name} is missing from the lock file, and its name tells no platform`);
  return { os: [platform[1] ?? ''], cpu: [platform[2] ?? ''] };
}

function main() {
  const file = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
  const lock = /** @type {{packages: Record<string, LockEntry>}} */ (JSON.parse(readFileSync(file, 'utf8')));
  const missing = missingPlatformEntries(lock.packages);
  const byName = Object.entries({ ...lock.packages, ...missing }).sort(([one], [other]) =>
    one.localeCompare(other, 'en'),
  );
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(byName) }, null, 2)}\n`);
  process.stdout.write(`${Object.keys(missing).length} entries added\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
