import type { Cast } from '../scenario/cast';
import { parties } from '../scenario/cast';
import { ClockHand } from '../scenario/clock';
import { Player, type Act } from '../scenario/player';
import { respiratoryActs } from '../scenario/respiratory-acts';
import { later, Telling } from '../scenario/telling';
import { Timeline } from '../scenario/timeline';
import { pause, until } from '../scenario/waiting';
import type { CallRing } from './calls';
import { countsBetween, perDecision, type Counts, type DatabaseEye } from './measure/database';
import { median } from './measure/spread';

/** What one decision costs the database: look into the inbox, claim, decide; nobody else is working. */
export interface CountedCost {
  decisions: number;
  /** Median of each counter over the decisions. */
  median: Counts;
  max: Counts;
}

export interface AloneReport {
  caseId: string;
  caseNumber: string;
  inside: CountedCost;
  ending: CountedCost;
  /** What the idle system does by itself, a second. */
  backgroundPerSecond: Counts;
}

const IDLE_MS = 3000;

/** Plays one whole case to its designation while nobody else works, and counts what each decision costs. */
export async function countAlone(cast: Cast, calls: CallRing, eye: DatabaseEye): Promise<AloneReport> {
  const player = new Player(cast, parties.sichuan, {});
  const clock = new ClockHand(await cast.desk('ops.system'));
  const { caseId, caseNumber } = await player.open(calls.take(parties.sichuan.hospital));
  const background = await idle(eye);
  const telling = new Telling(
    clock,
    await cast.desk('ops.auditor'),
    new Timeline('en', () => undefined),
    caseId,
    (act) => act.on,
  );
  const inside: Counts[] = [];
  const ending: Counts[] = [];
  let entering = false;
  for (const act of respiratoryActs) {
    if (act.step === 'draft-notice') await telling.to(later(await telling.dueOn('public-notice'), 1));
    await telling.toDayOf(act);
    for (const one of each(act, cast, player)) {
      const before = await eye.counts();
      const [played] = await player.act(one);
      const cost = countsBetween(before, await eye.counts());
      const ended = played?.receipt.stageEnded === true;
      // Right after a stage's end the next one is being entered: its cost would be counted with the decision's.
      if (!entering) (ended ? ending : inside).push(cost);
      entering = ended;
    }
  }
  await closed(cast, caseId);
  return { caseId, caseNumber, inside: costOf(inside), ending: costOf(ending), backgroundPerSecond: background };
}

/** The same act once for each of its people. */
function each(act: Act, cast: Cast, player: Player): Act[] {
  return act.by(cast, player.parties).map((username) => ({ ...act, by: () => [username] }));
}

async function idle(eye: DatabaseEye): Promise<Counts> {
  const before = await eye.counts();
  await pause(IDLE_MS);
  return perDecision(countsBetween(before, await eye.counts()), IDLE_MS / 1000);
}

async function closed(cast: Cast, caseId: string): Promise<void> {
  const manager = await cast.desk('nhc.manager');
  await until({ what: 'the counted case closes', withinMs: 60_000 }, async () =>
    (await manager.casePage(caseId)).status === 'closed' ? true : undefined,
  );
}

function costOf(costs: readonly Counts[]): CountedCost {
  const names = Object.keys(costs[0] ?? {}) as (keyof Counts)[];
  const by = (pick: (values: number[]) => number): Counts =>
    Object.fromEntries(names.map((name) => [name, pick(costs.map((cost) => cost[name]))])) as Counts;
  return { decisions: costs.length, median: by(median), max: by((values) => Math.max(...values)) };
}
