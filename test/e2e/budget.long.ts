/** @jest-environment ./test/tools/environment.js */
import { countAlone, type AloneReport, type DecisionCost } from '../../tools/bench/alone';
import { CallRing } from '../../tools/bench/calls';
import { DatabaseEye, type Counter } from '../../tools/bench/measure/database';
import { historySizes, type HistorySize } from '../../tools/bench/measure/histories';
import { median } from '../../tools/bench/measure/spread';
import { Cast } from '../../tools/scenario/cast';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };

/**
 * What a decision and a case may cost, counted on the running system. The worker goes on beside it (its looks at the
 * outbox are counted too), so each figure is the median of many decisions.
 */
describe('the counted budget of one case, from declaration to designation', () => {
  let stack: Stack;
  let report: AloneReport;
  let history: HistorySize | undefined;

  beforeAll(async () => {
    stack = await loadStack().startStack({ clock: '2026-01-05', temporary: true, quiet: true });
    const eye = await DatabaseEye.open(stack.rootUrl, new URL(stack.databaseUrl).pathname.slice(1));
    const cast = await Cast.meet(stack.url, { patienceMs: 30_000 });
    report = await countAlone(cast, await CallRing.of(cast), eye);
    history = (await historySizes(stack.temporalAddress)).get(`designation:${report.caseId}`);
    cast.close();
    await eye.close();
  }, 240_000);
  afterAll(() => stack.stop(), 60_000);

  const inside = (opened: number): DecisionCost[] =>
    report.each.filter((cost) => !cost.stageEnded && cost.opened === opened);
  const ending = (): DecisionCost[] => report.each.filter((cost) => cost.stageEnded);
  const typical = (costs: DecisionCost[], counter: Counter): number =>
    median(costs.map((cost) => cost.decide[counter]));
  const rows = (costs: DecisionCost[]): number =>
    median(costs.map(({ decide }) => decide.rowsInserted + decide.rowsUpdated + decide.rowsDeleted));

  it('has decisions of every sort to count', () => {
    expect(inside(1).length).toBeGreaterThanOrEqual(10);
    expect(inside(5).length).toBeGreaterThanOrEqual(1);
    expect(ending().length).toBeGreaterThanOrEqual(5);
  });

  it('a decision inside a stage: 1 commit, at most 14 statements, at most 9 rows and 4 more for each further task', () => {
    expect(typical(inside(1), 'commits')).toBe(1);
    expect(typical(inside(1), 'statements')).toBeLessThanOrEqual(14);
    expect(rows(inside(1))).toBeLessThanOrEqual(9);
    expect(rows(inside(5))).toBeLessThanOrEqual(9 + 4 * 4);
  });

  it('a decision that ends a stage: the same and one outbox row', () => {
    expect(typical(ending(), 'commits')).toBe(1);
    expect(typical(ending(), 'statements')).toBeLessThanOrEqual(15);
    expect(rows(ending())).toBeLessThanOrEqual(10);
  });

  it('inbox page, claim and decision together: at most 30 statements', () => {
    expect(report.inside.threeCalls.statements).toBeLessThanOrEqual(30);
  });

  it('the workflow history of the designated case: at most 110 events and 50 KB', () => {
    expect(history?.events).toBeLessThanOrEqual(110);
    expect(history?.bytes).toBeLessThanOrEqual(50 * 1024);
  });
});
