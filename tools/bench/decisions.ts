import { Cast, parties, type Parties } from '../scenario/cast';
import { ClockHand } from '../scenario/clock';
import { ownStack, type Stack } from '../scenario/stack';
import { countAlone, type AloneReport } from './alone';
import { Answers } from './answers';
import type { BenchWish, Say } from './wish';
import { CallRing } from './calls';
import { Load, type LoadCount } from './load';
import { countsBetween, DatabaseEye, perDecision, type Counts } from './measure/database';
import { historySizes, type HistorySize } from './measure/histories';
import { cpuBetween, processStates } from './measure/processes';
import { spreadOf, type Spread } from './measure/spread';

export interface LoadReport {
  clients: number;
  paced: number | null;
  seconds: number;
  decisions: number;
  decisionsPerSecond: number;
  casesPlayed: number;
  answers: { all: Spread; routes: Record<string, Spread>; refused: Record<string, number> };
  nextTaskInside: Spread;
  stageEndToNextTask: Spread;
  /** Everything the system did, by decisions; background, uploads and case openings included. */
  perDecision: Counts;
  cpuMsPerDecision: Record<string, number>;
  errors: Record<string, number>;
}

export interface DecisionsReport extends Record<string, unknown> {
  bench: 'decisions';
  alone: AloneReport;
  designatedCase: HistorySize;
  saturated: LoadReport;
  halfLoad: LoadReport;
  bytesLeftPerDecision: number;
  rowsLeftPerDecision: number;
  historyPerCase: { cases: number; events: Spread; bytes: Spread };
  memoryMb: Record<string, { now: number; peak: number }>;
}

/** How many decisions the system takes and what one costs, through the public API, on a stack of its own. */
export async function benchDecisions(wish: BenchWish, say: Say): Promise<DecisionsReport> {
  const stack = await ownStack({ clock: '2026-01-05', quiet: true });
  try {
    return await new DecisionsBench(stack, wish, say).run();
  } finally {
    await stack.stop();
  }
}

class DecisionsBench {
  private readonly answers = new Answers();

  constructor(
    private readonly stack: Stack,
    private readonly wish: BenchWish,
    private readonly say: Say,
  ) {}

  async run(): Promise<DecisionsReport> {
    const { stack, say, wish } = this;
    const schema = new URL(stack.databaseUrl).pathname.slice(1);
    const eye = await DatabaseEye.open(stack.rootUrl, schema);
    const cast = await Cast.meet(stack.url, { onAnswer: this.answers.hear, patienceMs: 5000 }, wish.clients + 4);
    try {
      await eye.addCalls(Math.max(50, wish.seconds * 8));
      const calls = await CallRing.of(cast);
      say('everyone signs in');
      await everyoneIn(cast);
      const before = await eye.holding();
      say(`load: ${String(wish.clients)} clients, closed loop, ${String(wish.seconds)} s`);
      const { report: saturated, total } = await this.load(cast, calls, eye, undefined);
      const after = await eye.holding();
      const half = Math.max(1, saturated.decisionsPerSecond / 2);
      say(`load: paced at ${half.toFixed(0)} decisions/s, ${String(wish.seconds)} s`);
      const { report: halfLoad } = await this.load(cast, calls, eye, half);
      const memoryMb = memoryOf(stack);
      const loaded = await historySizes(stack.temporalAddress);
      say('one case alone, to its designation');
      const alone = await countAlone(cast, calls, eye);
      const designated = sizeOf(await historySizes(stack.temporalAddress), alone.caseId);
      return {
        bench: 'decisions',
        alone,
        designatedCase: designated,
        saturated,
        halfLoad,
        bytesLeftPerDecision: Math.round((after.bytes - before.bytes) / total),
        rowsLeftPerDecision: Math.round(((after.rows - before.rows) / total) * 100) / 100,
        historyPerCase: historiesOf(loaded),
        memoryMb,
      };
    } finally {
      cast.close();
      await eye.close();
    }
  }

  private async load(
    cast: Cast,
    calls: CallRing,
    eye: DatabaseEye,
    paced: number | undefined,
  ): Promise<{ report: LoadReport; total: number }> {
    const { stack, answers, wish } = this;
    const today = await new ClockHand(await cast.desk('ops.system')).today();
    let before = { counts: await eye.counts(), processes: processStates(stack.pids) };
    let after = before;
    const look = async (): Promise<typeof before> => ({
      counts: await eye.counts(),
      processes: processStates(stack.pids),
    });
    const load = new Load(cast, calls, {
      clients: wish.clients,
      seconds: wish.seconds,
      warmUpSeconds: Math.min(5, wish.seconds / 3),
      paced,
      today,
      onMeasuring: async () => {
        before = await look();
        answers.listening = true;
      },
      onMeasured: async () => {
        answers.listening = false;
        after = await look();
      },
    });
    const count = await load.run();
    return { report: this.reportOf(count, before, after, paced), total: load.total };
  }

  private reportOf(count: LoadCount, before: Look, after: Look, paced: number | undefined): LoadReport {
    const cpu = cpuBetween(before.processes, after.processes);
    return {
      clients: this.wish.clients,
      paced: paced === undefined ? null : round(paced),
      seconds: round(count.seconds),
      decisions: count.decisions,
      decisionsPerSecond: round(count.decisions / count.seconds),
      casesPlayed: count.casesPlayed,
      answers: this.answers.take(),
      nextTaskInside: spreadOf(count.insideWaits),
      stageEndToNextTask: spreadOf(count.handOvers),
      perDecision: perDecision(countsBetween(before.counts, after.counts), count.decisions),
      cpuMsPerDecision: Object.fromEntries(
        Object.entries(cpu).map(([name, ms]) => [name === 'supervisor' ? 'driver' : name, round(ms / count.decisions)]),
      ),
      errors: count.errors,
    };
  }
}

interface Look {
  counts: Counts;
  processes: ReturnType<typeof processStates>;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Signing in costs 25 ms each: done before anything is measured. */
async function everyoneIn(cast: Cast): Promise<void> {
  const names = new Set(['ops.system', 'ops.auditor', 'nhc.manager', 'nhc.handler1', 'nhc.checker', 'nhc.signatory']);
  for (const who of Object.values<Parties>(parties)) {
    for (const post of ['preparer', 'signatory']) names.add(`${who.hospital}.${post}`);
    for (const post of ['handler1', 'checker', 'signatory']) names.add(`${who.province}.${post}`);
    for (const expert of [...cast.experts(who.provincialExperts), ...cast.experts(who.nationalExperts)])
      names.add(expert);
  }
  for (const name of names) await cast.desk(name);
}

function memoryOf(stack: Stack): DecisionsReport['memoryMb'] {
  const states = Object.entries(processStates(stack.pids));
  return Object.fromEntries(
    states.map(([name, state]) => [
      name === 'supervisor' ? 'driver' : name,
      { now: state.rssMb, peak: state.peakRssMb },
    ]),
  );
}

function historiesOf(sizes: ReadonlyMap<string, HistorySize>): DecisionsReport['historyPerCase'] {
  const all = [...sizes.values()];
  return {
    cases: all.length,
    events: spreadOf(all.map((size) => size.events)),
    bytes: spreadOf(all.map((size) => size.bytes)),
  };
}

function sizeOf(sizes: ReadonlyMap<string, HistorySize>, caseId: string): HistorySize {
  const size = sizes.get(`designation:${caseId}`);
  if (!size) throw new Error(`no workflow designation:${caseId}`);
  return size;
}
