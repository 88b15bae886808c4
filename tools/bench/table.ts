import type { DecisionsReport, LoadReport } from './decisions';
import type { Counts } from './measure/database';
import type { Spread } from './measure/spread';

type Row = readonly [what: string, value: string];

const spread = ({ p50, p95, p99 }: Spread): string => `${p50.toFixed(1)} / ${p95.toFixed(1)} / ${p99.toFixed(1)} ms`;
const listed = (values: Readonly<Record<string, number>>, unit: string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ') + ` ${unit}`;
const sum = (values: Readonly<Record<string, number>>, without: string): string =>
  Object.entries(values)
    .reduce((total, [name, value]) => total + (name === without ? 0 : value), 0)
    .toFixed(1);

function countRows(label: string, counts: Counts): Row[] {
  return [
    [
      `${label}: SQL statements`,
      `${String(counts.statements)} (${String(counts.selects)} selects, ${String(counts.writes)} writes, ${String(counts.commits)} commits)`,
    ],
    [
      `${label}: rows`,
      `${String(counts.rowsInserted)} inserted, ${String(counts.rowsUpdated)} updated, ${String(counts.rowsDeleted)} deleted`,
    ],
    [`${label}: redo log`, `${(counts.redoBytes / 1024).toFixed(1)} KB`],
  ];
}

function loadRows(label: string, load: LoadReport): Row[] {
  return [
    [`${label}: decisions a second`, load.decisionsPerSecond.toFixed(1)],
    [`${label}: answer, all routes, p50/p95/p99`, spread(load.answers.all)],
    ...Object.entries(load.answers.routes).map(([route, times]): Row => [`${label}: ${route}`, spread(times)]),
    [`${label}: next task inside a body seen after`, spread(load.nextTaskInside)],
    [`${label}: stage end → next body’s first task`, spread(load.stageEndToNextTask)],
    [
      `${label}: CPU a decision`,
      `${sum(load.cpuMsPerDecision, 'driver')} ms without the driver (${listed(load.cpuMsPerDecision, 'ms')})`,
    ],
    ...countRows(`${label}, everything by decisions`, load.perDecision),
    ...Object.entries(load.errors).map(([text, times]): Row => [`${label}: error`, `${String(times)} × ${text}`]),
  ];
}

/** The report as lines of a Markdown table. */
export function tableOfDecisions(report: DecisionsReport): string[] {
  const { alone, saturated, halfLoad, historyPerCase } = report;
  const rows: Row[] = [
    ...loadRows(`${String(saturated.clients)} clients`, saturated),
    ...loadRows('half load', halfLoad),
    ...countRows(
      `a decision inside a stage, its own request (median of ${String(alone.inside.decisions)})`,
      alone.inside.decide.median,
    ),
    ...countRows('a decision inside a stage, inbox page + claim + decision', alone.inside.threeCalls),
    ...countRows(
      `a decision that ends a stage, its own request (median of ${String(alone.ending.decisions)})`,
      alone.ending.decide.median,
    ),
    ['idle system: SQL statements a second', String(alone.backgroundPerSecond.statements)],
    [
      'left in the database a decision',
      `${(report.bytesLeftPerDecision / 1024).toFixed(1)} KB, ${String(report.rowsLeftPerDecision)} rows`,
    ],
    [
      'workflow history of the designated case',
      `${String(report.designatedCase.events)} events, ${(report.designatedCase.bytes / 1024).toFixed(1)} KB`,
    ],
    [
      `workflow history of ${String(historyPerCase.cases)} cases in the load, p50/max`,
      `${String(historyPerCase.events.p50)} / ${String(historyPerCase.events.max)} events`,
    ],
    [
      'memory',
      Object.entries(report.memoryMb)
        .map(([name, { now, peak }]) => `${name} ${String(now)} (peak ${String(peak)})`)
        .join(', ') + ' MB',
    ],
  ];
  return ['| | |', '|---|---|', ...rows.map(([what, value]) => `| ${what} | ${value} |`)];
}
