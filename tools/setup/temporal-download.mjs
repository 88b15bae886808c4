import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { withProgress } from './progress.mjs';
import { runCommand } from './run-command.mjs';
import { temporalVersion } from './temporal-programs.mjs';

/**
 * Fetches the official release into the cache, if its SHA-256 is the published one.
 * @param {{cacheDir: string, say: import('./progress.mjs').Say, env: NodeJS.ProcessEnv}} options
 *   `env.TEMPORAL_DOWNLOAD_URL` names a mirror of the release's folder
 */
export async function downloadTemporal({ cacheDir, say, env }) {
  const release = `https://github.com/temporalio/cli/releases/download/v${temporalVersion}`;
  const folder = env.TEMPORAL_DOWNLOAD_URL || release;
  const archive = `temporal_cli_${temporalVersion}_${platformWords()}.tar.gz`;
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(join(cacheDir, 'download-'));
  try {
    await withProgress({ say, what: `Temporal: downloading ${archive}`, usually: '10–60 s' }, async (detail) => {
      const checksums = (await fetchBytes(`${folder}/checksums.txt`, 20_000)).toString('utf8');
      detail('checksums received');
      const bytes = await fetchBytes(`${folder}/${archive}`, 300_000);
      checkDigest(bytes, checksums, archive);
      writeFileSync(join(work, archive), bytes);
      await runCommand('tar', ['-xzf', archive, 'temporal'], { cwd: work, timeoutMs: 60_000 });
    });
    chmodSync(join(work, 'temporal'), 0o755);
    renameSync(join(work, 'temporal'), join(cacheDir, 'temporal'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns {string} as the release's files are named: "linux_amd64" */
function platformWords() {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  if (architecture !== 'amd64' && architecture !== 'arm64')
    throw new SetupFailure(`there is no download for ${process.arch}`);
  return `${process.platform}_${architecture}`;
}

/**
 * @param {string} url
 * @param {number} timeoutMs for the whole answer; the connection itself must stand within 15 s
 * @returns {Promise<Buffer>}
 */
async function fetchBytes(url, timeoutMs) {
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(new Error('no answer within 15 s')), 15_000);
  try {
    const signal = AbortSignal.any([connecting.signal, AbortSignal.timeout(timeoutMs)]);
    const answer = await fetch(url, { signal });
    clearTimeout(timer);
    if (!answer.ok) throw new Error(`answer ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    const why = cause instanceof Error ? `${message}: ${cause.message}` : message;
    throw new SetupFailure(`the download from ${new URL(url).host} did not succeed (${why})`);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Buffer} bytes
 * @param {string} checksums lines "<sha-256>  <file>"
 * @param {string} file
 */
function checkDigest(bytes, checksums, file) {
  const line = checksums.split('\n').find((each) => each.trim().endsWith(file));
  const expected = line?.trim().split(/\s+/)[0];
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (expected === undefined) throw new SetupFailure(`the published checksums do not name ${file}`);
  if (expected !== actual) {
    throw new SetupFailure(`${file} is not what was published (SHA-256 ${actual}, published ${expected})`);
  }
}
