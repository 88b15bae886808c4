import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { describeFailure, SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { elapsedWords, sayWith } from './progress.mjs';
import { endCommandsOnSignals } from './run-command.mjs';
import { browser } from './steps/browser.mjs';
import { build } from './steps/build.mjs';
import { mariaDb } from './steps/mariadb.mjs';
import { nodeModules } from './steps/node-modules.mjs';
import { temporal } from './steps/temporal.mjs';

/**
 * @typedef {object} SetupContext
 * @property {string} root the project's folder
 * @property {import('./progress.mjs').Say} say
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} privateServers what runs afterwards starts servers of its own, whatever is configured
 */

/** @typedef {(context: SetupContext) => Promise<void>} SetupStep */

/** What each purpose needs, in this order. */
const purposes = /** @type {const} */ ({
  start: { steps: [nodeModules, mariaDb, temporal, build], privateServers: false },
  private: { steps: [nodeModules, mariaDb, temporal, build], privateServers: true },
  test: { steps: [nodeModules, mariaDb, temporal, browser, build], privateServers: true },
  build: { steps: [nodeModules, build], privateServers: false },
  packages: { steps: [nodeModules], privateServers: false },
  servers: { steps: [mariaDb, temporal], privateServers: true },
});

const help = `Prepares this machine and this clone. Usage: node tools/setup/index.mjs [start|test|private|build|packages|servers] [--browser]
  start    npm packages, database server, Temporal, build (before npm start)
  test     the same and a browser (before npm test)
  private  as start, for what runs its own servers whatever is configured (scenario, bench)
  build    npm packages and build (npm run build)
  packages npm packages only (before lint, types, imports)
  servers  database server and Temporal only
  --browser  a browser as well`;

async function main() {
  checkMachine();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { browser: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return void process.stdout.write(`${help}\n`);
  const name = positionals[0] ?? 'start';
  if (!Object.hasOwn(purposes, name)) throw new SetupFailure(`there is no set-up for "${name}"`, [help]);
  const purpose = purposes[/** @type {keyof typeof purposes} */ (name)];
  endCommandsOnSignals();
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const say = sayWith('set-up');
  const began = Date.now();
  /** @type {SetupStep[]} */
  const steps = [...purpose.steps];
  if (values.browser && !steps.includes(browser)) steps.push(browser);
  await withLock(join(root, '.data', 'set-up.lock'), say, async () => {
    for (const step of steps) await step({ root, say, env: process.env, privateServers: purpose.privateServers });
  });
  say(`ready after ${elapsedWords(Date.now() - began)}`);
}

function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupFailure(`Node ${process.versions.node} is too old`, ['install Node 20.19 or later']);
  }
  if (process.platform !== 'linux' && process.platform !== 'darwin') {
    throw new SetupFailure(`${process.platform} is not supported`, ['use Linux, macOS, or WSL on Windows']);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((/** @type {unknown} */ error) => {
    process.stderr.write(`\n[set-up] ${describeFailure(error)}\n`);
    process.exitCode = 1;
  });
}
