import { Command } from 'commander';
import { parties, Cast, type Parties } from './cast';
import { ClockHand } from './clock';
import { Player, type Act } from './player';
import { actsUntil, respiratoryActs } from './respiratory-acts';

interface TrainingCase {
  who: Parties;
  /** What is played; nothing: the case is only opened. */
  acts: readonly Act[];
  /** What a person finds there, for the progress line. */
  leaves: string;
}

/** An act that only the first `doers` of its people do: the rest is left waiting. */
function partly(act: Act | undefined, doers: number): Act[] {
  if (!act) return [];
  return [{ ...act, by: (cast, who) => act.by(cast, who).slice(0, doers) }];
}

const after = (stage: Act['stage'], step: Act['step']): Act | undefined =>
  respiratoryActs[actsUntil(stage, step).length];

/** Cases in different stages. The hospital of Sichuan has none: it is for whoever wants to declare one. */
const trainingCases: readonly TrainingCase[] = [
  { who: parties.guangdongSecond, acts: actsUntil('declaration', 'prepare-declaration'), leaves: '待医院负责人签署' },
  { who: parties.henanSecond, acts: actsUntil('declaration', 'sign-declaration'), leaves: '待省级受理' },
  {
    who: parties.beijing,
    acts: [
      ...actsUntil('provincial-evaluation', 'declare-interests'),
      ...partly(after('provincial-evaluation', 'declare-interests'), 1),
    ],
    leaves: '省级专家评估中',
  },
  {
    who: parties.henan,
    acts: [...actsUntil('national-review', 'panel-meeting'), ...partly(after('national-review', 'panel-meeting'), 2)],
    leaves: '国家评审表决中',
  },
  { who: parties.guangdong, acts: actsUntil('public-notice', 'record-publication'), leaves: '公示中' },
];

/** Plays the training cases on a stack that has no cases yet; does nothing on one that has. */
async function playTrainingCases(url: string): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const cast = await Cast.meet(url, { patienceMs: 60_000 });
  try {
    const there = await casesThere(cast);
    if (there > 0) {
      say(`${String(there)} cases exist: nothing to do`);
      return;
    }
    const today = await new ClockHand(await cast.desk('ops.system')).today();
    for (const [i, { who, acts, leaves }] of trainingCases.entries()) {
      const player = new Player(cast, who, { dateOf: () => today, patienceMs: 60_000 });
      const { caseNumber } = await player.open();
      for (const act of acts) await player.act(act);
      say(`${String(i + 1)}/${String(trainingCases.length)} ${caseNumber} ${leaves}`);
    }
  } finally {
    cast.close();
  }
}

/** Cases of all training hospitals, each counted as its own preparer sees them. */
async function casesThere(cast: Cast): Promise<number> {
  let there = 0;
  for (const { hospital } of Object.values<Parties>(parties)) {
    there += (await (await cast.desk(`${hospital}.preparer`)).cases()).items.length;
  }
  return there;
}

new Command('training-cases')
  .description('Plays a few fictional cases into a fresh training stack.')
  .requiredOption('--url <url>', 'address of the stack')
  .action(({ url }: { url: string }) => playTrainingCases(url))
  .parseAsync()
  .then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
