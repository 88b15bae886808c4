import { join } from 'node:path';
import { describeFailure, SetupFailure } from '../failure.mjs';
import { buildTemporal } from '../temporal-build.mjs';
import { downloadTemporal } from '../temporal-download.mjs';
import { findTemporalProgram, temporalCacheDir, temporalVersion } from '../temporal-programs.mjs';

/**
 * A Temporal server: the one given in TEMPORAL_ADDRESS, a program on this machine that is recent enough, the
 * official download (checked against its published checksum), or a build from its Go module. The last two are
 * kept outside the working tree, so a second clone finds them.
 * @param {import('../index.mjs').SetupContext} context
 */
export async function temporal({ root, say, env, privateServers }) {
  if (env.TEMPORAL_ADDRESS && !privateServers) return say(`Temporal: the server at ${env.TEMPORAL_ADDRESS}`);
  const found = findTemporalProgram();
  if (found !== undefined) return say(`Temporal: ${found.path} (${found.version})`);
  const cacheDir = temporalCacheDir();
  const ways = [
    () => downloadTemporal({ cacheDir, say, env }),
    () => buildTemporal({ cacheDir, say, env, moduleDir: join(root, 'tools', 'temporal-cli') }),
  ];
  for (const way of ways) {
    try {
      await way();
    } catch (error) {
      say(`Temporal: ${describeFailure(error)}`);
      continue;
    }
    const got = findTemporalProgram();
    if (got !== undefined) return say(`Temporal: ${got.path} (${got.version})`);
    say('Temporal: what was put into the cache does not run here');
  }
  throw new SetupFailure(`Temporal ${temporalVersion} is neither here nor could it be got`, [
    process.platform === 'darwin'
      ? 'brew install temporal'
      : 'install Go 1.26 or later and run this again: it is then built from source (about 5 minutes, once)',
    `or put a "temporal" program of version ${temporalVersion} or later on the PATH`,
    'or set TEMPORAL_ADDRESS to a Temporal server of yours',
  ]);
}
