import { parties, type Cast } from '../scenario/cast';
import { ClockHand } from '../scenario/clock';
import { Onlookers } from '../scenario/onlookers';
import { Player, type Act, type Phase } from '../scenario/player';
import { respiratoryActs } from '../scenario/respiratory-acts';
import { later, Telling } from '../scenario/telling';
import { Timeline } from '../scenario/timeline';
import { pause, until } from '../scenario/waiting';
import type { CallRing } from './calls';
import { addCounts, countsBetween, noCounts, perDecision, type Counts, type DatabaseEye } from './measure/database';
import { median } from './measure/spread';

/** What decisions of one sort cost the database while nobody else works. */
export interface CountedCost {
  decisions: number;
  /** The decision's own request: median and highest of each counter. */
  decide: { median: Counts; max: Counts };
  /** Inbox page, claim and decision together, median. Opening the task and uploads are not in it. */
  threeCalls: Counts;
}

export interface AloneReport {
  caseId: string;
  caseNumber: string;
  inside: CountedCost;
  ending: CountedCost;
  each: DecisionCost[];
  /** What the idle system does by itself, a second. */
  backgroundPerSecond: Counts;
}

/** One decision of the counted case. */
export interface DecisionCost {
  step: string;
  stageEnded: boolean;
  opened: number;
  decide: Counts;
  threeCalls: Counts;
}

const IDLE_MS = 3000;

/** Plays one whole case to its designation while nobody else works, and counts what each decision costs. */
export async function countAlone(cast: Cast, calls: CallRing, eye: DatabaseEye): Promise<AloneReport> {
  const counted = new Map<Phase, Counts>();
  const player = new Player(cast, parties.sichuan, {
    around: async (phase, part) => {
      if (phase === 'fill-in') return part();
      const before = await eye.counts();
      const { answer, statements, logRows } = await eye.statementsDuring(part);
      const counts = countsBetween(before, await eye.counts());
      counted.set(phase, { ...counts, ...sortsOf(statements), rowsInserted: counts.rowsInserted - logRows });
      return answer;
    },
  });
  const clock = new ClockHand(await cast.desk('ops.system'));
  const { caseId, caseNumber } = await player.open(calls.take(parties.sichuan.hospital));
  const background = await idle(eye);
  const silent = new Timeline('en', () => undefined);
  const onlookers = await Onlookers.of(cast, parties.sichuan, caseId);
  const telling = new Telling(clock, onlookers, silent, (act) => act.on);
  const costs: DecisionCost[] = [];
  let entering = false;
  for (const act of respiratoryActs) {
    if (act.step === 'draft-notice') await telling.to(later(await telling.dueOn('public-notice'), 1));
    await telling.toDayOf(act);
    for (const one of each(act, cast, player)) {
      counted.clear();
      const [played] = await player.act(one);
      if (!played) throw new Error('nobody acted');
      const { stageEnded, opened } = played.receipt;
      // The look after a stage's end polls while the next stage is being entered.
      if (!entering) costs.push({ step: act.step, stageEnded, opened: opened.length, ...costOf(counted) });
      entering = stageEnded;
    }
  }
  await closed(onlookers);
  return {
    caseId,
    caseNumber,
    inside: summary(costs.filter((cost) => !cost.stageEnded)),
    ending: summary(costs.filter((cost) => cost.stageEnded)),
    each: costs,
    backgroundPerSecond: background,
  };
}

/** The same act once for each of its people. */
function each(act: Act, cast: Cast, player: Player): Act[] {
  return act.by(cast, player.parties).map((username) => ({ ...act, by: () => [username] }));
}

function costOf(counted: ReadonlyMap<Phase, Counts>): Pick<DecisionCost, 'decide' | 'threeCalls'> {
  const of = (phase: Phase): Counts => counted.get(phase) ?? noCounts();
  return { decide: of('decide'), threeCalls: addCounts(of('look'), of('claim'), of('decide')) };
}

/** The counters that are known exactly from the statements themselves. */
function sortsOf(statements: readonly string[]): Pick<Counts, 'statements' | 'selects' | 'writes' | 'commits'> {
  const beginning = (words: RegExp): number => statements.filter((text) => words.test(text)).length;
  return {
    statements: statements.length,
    selects: beginning(/^\s*SELECT\b/i),
    writes: beginning(/^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i),
    commits: beginning(/^\s*COMMIT\b/i),
  };
}

async function idle(eye: DatabaseEye): Promise<Counts> {
  const before = await eye.counts();
  await pause(IDLE_MS);
  return perDecision(countsBetween(before, await eye.counts()), IDLE_MS / 1000);
}

async function closed(onlookers: Onlookers): Promise<void> {
  await until({ what: 'the counted case closes', withinMs: 60_000 }, async () =>
    (await onlookers.page()).status === 'closed' ? true : undefined,
  );
}

function summary(costs: readonly DecisionCost[]): CountedCost {
  const names = Object.keys(noCounts()) as (keyof Counts)[];
  const of = (which: 'decide' | 'threeCalls', pick: (values: number[]) => number): Counts =>
    Object.fromEntries(names.map((name) => [name, pick(costs.map((cost) => cost[which][name]))])) as Counts;
  return {
    decisions: costs.length,
    decide: { median: of('decide', median), max: of('decide', (values) => Math.max(...values)) },
    threeCalls: of('threeCalls', median),
  };
}
