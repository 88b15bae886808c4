import { describeFailure } from '../setup/failure.mjs';
import { sayWith } from '../setup/progress.mjs';
import { defaultDataDir, placesIn, sweepTemporary } from './data-dir.mjs';
import { stopLeftovers } from './pid-file.mjs';

/** Stops what killed runs of this clone left behind. Exit code 3: there was something. */
async function main() {
  const say = sayWith('sweep');
  const left = (await sweepTemporary(say)) + (await stopLeftovers(placesIn(defaultDataDir).pidFile, say));
  say(left === 0 ? 'no process was left running' : `${left} left processes stopped`);
  if (left > 0) process.exitCode = 3;
}

main().catch((/** @type {unknown} */ error) => {
  process.stderr.write(`[sweep] ${describeFailure(error)}\n`);
  process.exitCode = 1;
});
