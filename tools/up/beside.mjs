import { spawn } from 'node:child_process';
import { describeFailure, SetupFailure } from '../setup/failure.mjs';
import { isRunning } from '../setup/process-identity.mjs';
import { defaultDataDir, placesIn, projectRoot, readEnvironment } from './data-dir.mjs';
import { readPidFile } from './pid-file.mjs';

/**
 * Runs one of the project's programs beside a stack: with the environment of the one that `npm start` brought up
 * (STACK_DATA names another data folder), or, when DATABASE_URL is given, with the environment as it is.
 * Usage: node tools/up/beside.mjs [--alone=COMMAND] PROGRAM [arguments]
 * `--alone`: this command of the program needs no stack, and is given none.
 */
function main() {
  const given = process.argv.slice(2);
  const alone = given[0]?.startsWith('--alone=') ? given.shift()?.slice('--alone='.length) : undefined;
  const [program = '', ...args] = given;
  const own = process.env.DATABASE_URL || (alone !== undefined && args[0] === alone);
  const env = own ? process.env : { ...process.env, ...environmentOfRunningStack() };
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
    cwd: projectRoot,
    env,
    stdio: 'inherit',
  });
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(name, () => child.kill(name));
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

/** @returns {Record<string, string>} */
function environmentOfRunningStack() {
  const dataDir = process.env.STACK_DATA || defaultDataDir;
  const record = readPidFile(placesIn(dataDir).pidFile);
  const environment = readEnvironment(dataDir);
  if (record === undefined || !isRunning(record.supervisor) || environment === undefined) {
    throw new SetupFailure(`nothing runs on ${dataDir}, and DATABASE_URL is not given`, [
      'npm start   (in another terminal)',
      'or set the variables of config/environments/example.env',
    ]);
  }
  return environment;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
