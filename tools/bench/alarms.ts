import { Cast, parties } from '../scenario/cast';
import { instantOf } from '../scenario/clock';
import { ownStack, type Stack } from '../scenario/stack';
import { until } from '../scenario/waiting';
import { hospitals, openCrowd } from './crowd';
import { idleInbox, InboxWatch } from './inbox-watch';
import { CrowdEye } from './measure/crowd';
import { historySizes } from './measure/histories';
import { processStates } from './measure/processes';
import { spreadOf, type Spread } from './measure/spread';
import type { BenchWish, Say } from './wish';

export interface AlarmsReport extends Record<string, unknown> {
  bench: 'alarms';
  cases: number;
  /** Seconds from the due instant until half of the rungs, and the last one, were recorded. */
  halfRungAfter: number;
  allRungAfter: number;
  rungPerSecond: number;
  early: number;
  twice: number;
  inbox: { idle: Spread; meanwhile: Spread };
  historyEvents: Spread;
  memoryMb: Record<string, number>;
}

/** How the working-day calendar of 2026 has it: five working days before 2026-03-06, when the window closes. */
const begins = '2026-01-05';
const rungOn = '2026-02-28';
const rungHour = 9;
const idleMs = 5_000;
/** Time to open the cases before the instant: a slow machine must not come too late. */
const msPerCase = 45;
const leadMs = 30_000;

/** Many cases whose reminder is due at one and the same instant: how long until every one was rung. */
export async function benchAlarms(wish: BenchWish, say: Say): Promise<AlarmsReport> {
  const stack = await ownStack({ clock: begins, quiet: true });
  try {
    return await ring(stack, wish, say);
  } finally {
    await stack.stop();
  }
}

async function ring(stack: Stack, { cases }: BenchWish, say: Say): Promise<AlarmsReport> {
  const eye = await CrowdEye.open(stack.rootUrl, new URL(stack.databaseUrl).pathname.slice(1));
  const cast = await Cast.meet(stack.url, { patienceMs: 30_000 });
  try {
    const calls = await eye.addCalls(Math.ceil(cases / hospitals.length), false);
    const due = instantOf(rungOn, rungHour);
    await eye.setClock(due.getTime() - leadMs - cases * msPerCase);
    await openCrowd(cast, eye, { cases, calls }, say);
    await expectArmed(eye, due);
    const desk = await cast.desk(`${parties.henan.hospital}.preparer`);
    const idle = await idleInbox(desk, idleMs);
    const left = due.getTime() - (await eye.legalNow());
    if (left <= 0) throw new Error(`the cases were opened ${String(-left)} ms after the alarms were due`);
    say(`${String(cases)} alarms are due in ${(left / 1000).toFixed(0)} s`);
    const watch = new InboxWatch(desk);
    await until({ what: 'every alarm has rung', withinMs: left + 1_800_000, slowestMs: 500 }, async () =>
      (await eye.rung()) >= cases ? true : undefined,
    );
    const meanwhile = await watch.stop();
    const { halfMs, lastMs } = await eye.rungAfter(due);
    const histories = [...(await historySizes(stack.temporalAddress)).values()];
    return {
      bench: 'alarms',
      cases,
      halfRungAfter: halfMs / 1000,
      allRungAfter: lastMs / 1000,
      rungPerSecond: Math.round((cases / lastMs) * 10_000) / 10,
      ...(await eye.faults(due)),
      inbox: { idle, meanwhile },
      historyEvents: spreadOf(histories.map((one) => one.events)),
      memoryMb: Object.fromEntries(
        Object.entries(processStates(stack.pids)).map(([name, state]) => [name, state.peakRssMb]),
      ),
    };
  } finally {
    cast.close();
    await eye.close();
  }
}

/** Were the alarms at another instant, the bench would measure nothing. */
async function expectArmed(eye: CrowdEye, due: Date): Promise<void> {
  const armed = await eye.nextAlarm();
  if (armed?.getTime() !== due.getTime())
    throw new Error(`the first alarm is at ${String(armed?.toISOString())}, not at ${due.toISOString()}`);
}

export function tableOfAlarms(report: AlarmsReport): string[] {
  const times = ({ p50, p99 }: Spread): string => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
  const rows: (readonly [string, string])[] = [
    ['alarms due at one instant', String(report.cases)],
    ['half of them rung after', `${report.halfRungAfter.toFixed(1)} s`],
    ['all of them rung after', `${report.allRungAfter.toFixed(1)} s (${String(report.rungPerSecond)}/s)`],
    ['rung early · rung twice', `${String(report.early)} · ${String(report.twice)}`],
    ['inbox page idle, p50/p99', times(report.inbox.idle)],
    ['inbox page meanwhile, p50/p99', times(report.inbox.meanwhile)],
    ['history of a case, p50/max', `${String(report.historyEvents.p50)} / ${String(report.historyEvents.max)} events`],
    [
      'memory, peak',
      Object.entries(report.memoryMb)
        .map(([name, mb]) => `${name === 'supervisor' ? 'driver' : name} ${String(mb)}`)
        .join(', ') + ' MB',
    ],
  ];
  return ['| | |', '|---|---|', ...rows.map(([what, value]) => `| ${what} | ${value} |`)];
}
