import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { withProgress } from './progress.mjs';
import { runCommand } from './run-command.mjs';
import { temporalVersion } from './temporal-programs.mjs';
import { which } from './which.mjs';

/**
 * Builds the Temporal CLI from the Go module in `moduleDir` (its go.sum pins every source) into the cache.
 * @param {{cacheDir: string, moduleDir: string, say: import('./progress.mjs').Say, env: NodeJS.ProcessEnv}} options
 */
export async function buildTemporal({ cacheDir, moduleDir, say, env }) {
  const go = findGo();
  mkdirSync(cacheDir, { recursive: true });
  const unfinished = join(cacheDir, `temporal.unfinished-${process.pid}`);
  const versionFlag = `-X github.com/temporalio/cli/internal/temporalcli.Version=${temporalVersion}`;
  const args = ['build', '-v', '-mod=readonly', '-ldflags', `-s -w ${versionFlag}`, '-o', unfinished];
  args.push('github.com/temporalio/cli/cmd/temporal');
  let fetched = 0;
  let compiled = 0;
  try {
    await withProgress(
      { say, what: 'Temporal: building from source', usually: '3–6 min, once per machine' },
      (detail) =>
        runCommand(go, args, {
          cwd: moduleDir,
          env: { ...env, GOWORK: 'off' },
          timeoutMs: 2_400_000,
          onLine: (line) => {
            if (line.startsWith('go: downloading')) fetched += 1;
            else compiled += 1;
            detail(`${fetched} modules fetched, ${compiled} packages compiled`);
          },
        }),
    );
    renameSync(unfinished, join(cacheDir, 'temporal'));
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** @returns {string} a Go that can build the module, by itself or by fetching the version it asks for */
function findGo() {
  const go = which(['go'], ['/usr/local/go/bin', join(homedir(), 'go', 'bin'), '/usr/lib/go/bin']);
  const how = ['install Go 1.26 or later and run this again'];
  if (go === undefined) throw new SetupFailure('it cannot be built either: there is no Go on this machine', how);
  const words = execFileSync(go, ['version'], { encoding: 'utf8', timeout: 20_000 });
  const minor = Number(/go1\.(\d+)/.exec(words)?.[1] ?? 0);
  // From 1.21 on, Go fetches the toolchain a module asks for by itself, unless it was told to stay local.
  if (minor < 21) throw new SetupFailure(`it cannot be built with ${words.trim()}`, how);
  return go;
}
