import { Stack } from '../../../tools/up/stack.mjs';

/**
 * A supervisor of its own for tests that kill it: `node up.mjs DATA`. Prints one line of JSON with the process
 * numbers when it is up; ends everything on SIGTERM.
 */
const [data = ''] = process.argv.slice(2);
const program = (name) => [process.execPath, new URL(name, import.meta.url).pathname];
const stack = new Stack({
  data,
  port: 0,
  quiet: true,
  env: {
    ...process.env,
    DATABASE_URL: 'mysql://app@127.0.0.1:1/none',
    DATABASE_MIGRATION_URL: 'mysql://migration@127.0.0.1:1/none',
    TEMPORAL_ADDRESS: '127.0.0.1:1',
  },
  programs: { migrate: null, api: program('api.mjs'), worker: program('worker.mjs'), trainingCases: null },
});
process.once('SIGTERM', () => void stack.stop().then(() => process.exit(0)));
await stack.start();
process.stdout.write(`${JSON.stringify(stack.pids)}\n`);
