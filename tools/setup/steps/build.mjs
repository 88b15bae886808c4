import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from '../failure.mjs';
import { fingerprintOf, readStamp, writeStamp } from '../fingerprint.mjs';
import { withProgress } from '../progress.mjs';
import { runCommand } from '../run-command.mjs';

const sources = [
  ...['apps', 'libs', 'workflows', 'activities', 'config', 'tools/scenario', 'tools/bench'],
  ...['package.json', 'package-lock.json', 'nest-cli.json'],
  ...['tsconfig.json', 'tsconfig.base.json', 'tsconfig.build.json'],
];

/**
 * Server, worker, workflow bundle and console in `dist/`; built again only when a source changed.
 * @param {import('../index.mjs').SetupContext} context
 */
export async function build({ root, say }) {
  const stampFile = join(root, 'dist', '.sources-fingerprint');
  const fingerprint = fingerprintOf(root, sources);
  if (readStamp(stampFile) === fingerprint && existsSync(join(root, 'dist', 'apps', 'console', 'index.html'))) {
    return say('build: up to date');
  }
  try {
    await withProgress({ say, what: 'build: compiling server, worker and console', usually: '30–90 s' }, (detail) =>
      runCommand('npm', ['run', 'compile'], { cwd: root, onLine: detail, timeoutMs: 900_000 }),
    );
  } catch (error) {
    throw new SetupFailure(`the build failed: ${/** @type {Error} */ (error).message}`, [
      'npm run compile   (shows all of it)',
    ]);
  }
  writeStamp(stampFile, fingerprint);
}
