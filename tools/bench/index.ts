import { Command, InvalidArgumentError } from 'commander';
import { benches } from './benches';

interface Options {
  json?: boolean;
  clients: number;
  seconds: number;
  cases: number;
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('a whole number above 0');
}

async function run(name: string, { json, clients, seconds, cases }: Options): Promise<void> {
  const bench = benches[name];
  if (!bench) throw new Error(`no bench ${name}; there are: ${Object.keys(benches).join(', ')}`);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(bench.title);
  const { report, table } = await bench.run({ clients, seconds, cases }, (line) => print(`… ${line}`));
  table.forEach(print);
  if (json) print(JSON.stringify(report));
}

new Command('bench')
  .description('Measures the system on a stack of its own.')
  .argument('[name]', `one of: ${Object.keys(benches).join(', ')}`, 'decisions')
  .option('--json', 'the last line is one object')
  .option('--clients <n>', 'clients that play at once', positive, 16)
  .option('--seconds <s>', 'length of each measured load', positive, 30)
  .option('--cases <n>', 'open cases of the benches alarms and calendar', positive, 2000)
  .action(run)
  .parseAsync()
  .then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
