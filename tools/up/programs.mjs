import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { projectRoot } from './data-dir.mjs';

/**
 * The project's own programs, each as a command with its arguments; `null`: not part of this stack.
 * @typedef {object} Programs
 * @property {string[] | null} migrate brings the database to the newest schema, loads reference data; ends by itself
 * @property {string[] | null} api
 * @property {string[] | null} worker
 * @property {string[] | null} trainingCases plays cases over HTTP (`--url` is added); ends by itself
 */

/** @type {Programs} */
export const builtPrograms = {
  migrate: builtProgram('apps/api/src/migrate.js'),
  api: builtProgram('apps/api/src/main.js'),
  worker: builtProgram('apps/worker/src/main.js'),
  trainingCases: builtProgram('tools/scenario/training-cases.js'),
};

/** @type {Programs} */
export const noPrograms = { migrate: null, api: null, worker: null, trainingCases: null };

/**
 * @param {string} path below dist/
 * @returns {string[]}
 */
function builtProgram(path) {
  // A young generation of the default size costs some 50 MB for each process and saves nothing measurable here.
  return [process.execPath, '--enable-source-maps', '--max-semi-space-size=8', join(projectRoot, 'dist', path)];
}

/** @param {Programs} programs */
export function checkBuilt({ migrate, api, worker }) {
  for (const command of [migrate, api, worker]) {
    const file = command?.at(-1);
    if (file === undefined || !file.endsWith('.js') || existsSync(file)) continue;
    throw new SetupFailure(`${file} is missing: the project has not been built`, ['npm run build']);
  }
}

/**
 * @typedef {object} EnvironmentInput
 * @property {NodeJS.ProcessEnv} env of this process
 * @property {boolean} training
 * @property {string} host
 * @property {number} port
 * @property {string} publicUrl
 * @property {string} databaseUrl
 * @property {string} temporalAddress
 * @property {string} filesDir
 * @property {string} auditDir where the key of the anchors and the exported anchors are kept
 * @property {string | undefined} clock legal day a fresh training stack begins on, YYYY-MM-DD
 */

/**
 * @param {EnvironmentInput} input
 * @returns {NodeJS.ProcessEnv} what API and worker get; the migration account is not among it
 */
export function environmentOf(input) {
  const { DATABASE_MIGRATION_URL: _kept, JEST_WORKER_ID: _worker, CLOCK_START: _clock, ...inherited } = input.env;
  return { ...inherited, NODE_ENV: 'production', TZ: 'UTC', ...settingsOf(input) };
}

/**
 * @param {EnvironmentInput} input
 * @returns {Record<string, string>} the variables that this stack decides
 */
export function settingsOf(input) {
  const inherited = input.env;
  return {
    MODE: input.training ? 'training' : 'production',
    HOST: input.host,
    PORT: String(input.port),
    PUBLIC_URL: input.publicUrl,
    DATABASE_URL: input.databaseUrl,
    TEMPORAL_ADDRESS: input.temporalAddress,
    TEMPORAL_NAMESPACE: inherited.TEMPORAL_NAMESPACE || 'default',
    TEMPORAL_TASK_QUEUE: inherited.TEMPORAL_TASK_QUEUE || 'medical-center-review',
    FILES_DIR: inherited.FILES_DIR || input.filesDir,
    AUDIT_SIGNING_KEY_FILE: inherited.AUDIT_SIGNING_KEY_FILE || join(input.auditDir, 'signing-key.pem'),
    AUDIT_ANCHORS_DIR: inherited.AUDIT_ANCHORS_DIR || join(input.auditDir, 'anchors'),
    LOG_LEVEL: inherited.LOG_LEVEL || 'info',
    ...(input.clock === undefined ? {} : { CLOCK_START: input.clock }),
  };
}
