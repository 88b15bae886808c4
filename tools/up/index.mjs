import { describeFailure, SetupFailure } from '../setup/failure.mjs';
import { placesIn } from './data-dir.mjs';
import { help, readOptions } from './options.mjs';
import { Stack } from './stack.mjs';
import { printWelcome } from './welcome.mjs';

async function main() {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) return void process.stdout.write(`${help}\n`);
  if (process.env.DATABASE_URL && !process.env.DATABASE_MIGRATION_URL) {
    throw new SetupFailure('DATABASE_URL is given, but DATABASE_MIGRATION_URL is not');
  }
  const stack = new Stack(options);
  const asked = new AbortController();
  let started = false;
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => {
      if (asked.signal.aborted) return;
      asked.abort();
      process.stdout.write(`\n[up] ${name}: stopping everything …\n`);
      void stack.stop().then(() => {
        process.stdout.write('[up] stopped\n');
        process.exit(0);
      });
    });
  }
  stack.on('given-up', (/** @type {Error} */ failure) => {
    process.stderr.write(`[up] stopping the rest: ${failure.message.split('\n')[0]}\n`);
    if (started) void stack.stop().then(() => process.exit(1));
  });
  try {
    await stack.start();
  } catch (error) {
    if (asked.signal.aborted) return;
    throw error;
  }
  started = true;
  const { url, dataDir } = stack;
  await printWelcome({ url, dataDir, logs: placesIn(dataDir).logs, training: options.training ?? true });
}

main().catch((/** @type {unknown} */ error) => {
  process.stderr.write(`\n[up] ${describeFailure(error)}\n`);
  process.exit(1);
});
