import { parseArgs } from 'node:util';
import { SetupFailure } from '../setup/failure.mjs';

export const help = `Brings up the database, Temporal, API, worker and console.

Usage: npm start -- [options]
  --fresh         delete the data and start over
  --port N        port of the console and API (default 8080, or a free one if it is taken)
  --host ADDRESS  address to listen on (default 127.0.0.1: this machine only)
  --data DIR      folder for data and logs (default .data)
  --clock DATE    legal day on which a fresh training stack begins, YYYY-MM-DD
  --help          this text

Without configuration it runs in training mode, with fictional accounts. MODE=production in the environment starts
it in production mode; DATABASE_URL (with DATABASE_MIGRATION_URL) and TEMPORAL_ADDRESS use servers of yours.
Ctrl-C stops everything it started.`;

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {import('./stack.mjs').StackOptions & {help: boolean}}
 */
export function readOptions(args, env) {
  const values = parse(args);
  const port = values.port === undefined ? portFromEnvironment(env) : numberOf(values.port);
  if (values.clock !== undefined && !isDate(values.clock)) {
    throw new SetupFailure(`--clock ${values.clock} is not a date`, ['write it as 2026-01-05']);
  }
  const training = env.MODE !== 'production';
  if (values.clock !== undefined && !training) {
    throw new SetupFailure('--clock is for training only, and MODE is production');
  }
  return {
    help: values.help ?? false,
    fresh: values.fresh ?? false,
    port,
    host: values.host ?? (env.HOST || undefined),
    data: values.data,
    clock: values.clock ?? (training ? env.CLOCK_START || undefined : undefined),
    training,
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const options = /** @type {const} */ ({
      fresh: { type: 'boolean' },
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      clock: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    });
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new SetupFailure(/** @type {Error} */ (error).message, ['npm start -- --help']);
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {number | undefined}
 */
function portFromEnvironment(env) {
  return env.PORT ? numberOf(env.PORT) : undefined;
}

/**
 * @param {string} words
 * @returns {number}
 */
function numberOf(words) {
  const port = Number(words);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SetupFailure(`"${words}" is not a port`, ['a number from 1 to 65535; 0 takes a free one']);
  }
  return port;
}

/**
 * @param {string} words
 * @returns {boolean}
 */
function isDate(words) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(words)) return false;
  const date = new Date(`${words}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(words);
}
