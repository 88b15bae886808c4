import { Command, InvalidArgumentError } from 'commander';
import { Cast } from './cast';
import { scenarios, type Scenario } from './scenarios';
import { ownStack } from './stack';
import { Timeline, type Language } from './timeline';

interface Options {
  url?: string;
  json?: boolean;
  lang: Language;
}

function language(text: string): Language {
  if (text === 'zh' || text === 'en') return text;
  throw new InvalidArgumentError('zh or en');
}

async function play(scenario: Scenario, options: Options): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const timeline = new Timeline(options.lang, say);
  const stack =
    options.url === undefined ? await ownStack({ clock: scenario.begins, quiet: options.json === true }) : undefined;
  const cast = await Cast.meet(options.url ?? stack?.url ?? '', { patienceMs: 30_000 });
  try {
    timeline.say(scenario.title.zh, scenario.title.en);
    const result = await scenario.play({ cast, timeline });
    if (options.json) say(JSON.stringify(result));
  } finally {
    cast.close();
    await stack?.stop();
  }
}

const program = new Command('scenario')
  .description('Plays a whole case over the public HTTP API, as its actors.')
  .argument('[name]', `one of: ${Object.keys(scenarios).join(', ')}`, 'respiratory')
  .option('--url <url>', 'play on a running training stack instead of one of its own')
  .option('--json', 'the last line is one object')
  .option(
    '--lang <zh|en>',
    'language of the timeline',
    language,
    (process.env['LANG'] ?? '').startsWith('zh') ? 'zh' : 'en',
  )
  .action(async (name: string, options: Options) => {
    const scenario = scenarios[name];
    if (!scenario) return program.error(`no scenario ${name}; there are: ${Object.keys(scenarios).join(', ')}`);
    await play(scenario, options);
  });

program.parseAsync().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
