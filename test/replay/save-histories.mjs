/**
 * Saves histories of running or finished cases for the replay test, named by release:
 *   node test/replay/save-histories.mjs --release 0.1.0 [--address A] [--namespace N] name=<workflow id>[,<run id>] …
 * Take them from a stack of that release. Machine names and stack traces are left out.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    release: { type: 'string' },
    address: { type: 'string', default: '127.0.0.1:7233' },
    namespace: { type: 'string', default: 'default' },
  },
});
if (!values.release || positionals.length === 0) {
  console.error(
    'usage: save-histories.mjs --release 0.1.0 [--address A] [--namespace N] name=<workflow id>[,<run id>] …',
  );
  process.exit(2);
}

const withheld = new Set(['identity', 'stackTrace', 'workerVersion', 'binaryChecksum', 'meteringMetadata']);
/** Sticky queues are named after the machine. */
const clean = (key, value) => {
  if (withheld.has(key)) return undefined;
  return typeof value === 'string' ? value.replace(/^\d+@[^:]+/, 'worker') : value;
};

const connection = await Connection.connect({ address: values.address });
const client = new Client({ connection, namespace: values.namespace });
for (const positional of positionals) {
  const [name, id] = positional.split('=');
  const [workflowId, runId] = id.split(',');
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const events = JSON.parse(historyToJSON(history)).events.map((event) => JSON.stringify(event, clean));
  const file = new URL(`histories/${values.release}-${name}.json`, import.meta.url);
  writeFileSync(file, `{"events":[\n${events.join(',\n')}\n]}\n`);
  console.log(`${name}: ${events.length} events`);
}
await connection.close();
