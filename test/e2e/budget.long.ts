/** @jest-environment ./test/tools/environment.js */
import { countAlone, type AloneReport } from '../../tools/bench/alone';
import { CallRing } from '../../tools/bench/calls';
import { DatabaseEye } from '../../tools/bench/measure/database';
import { historySizes, type HistorySize } from '../../tools/bench/measure/histories';
import { Cast } from '../../tools/scenario/cast';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };

/**
 * What one case costs on the running system, all three requests of a decision counted. The cost of each command is
 * budgeted beside it, in libs/casework.
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

  it('has decisions of both sorts to count', () => {
    expect(report.inside.decisions).toBeGreaterThanOrEqual(20);
    expect(report.ending.decisions).toBeGreaterThanOrEqual(5);
  });

  it('a decision is one commit, and its request sends little beside it', () => {
    expect(report.each.every((cost) => cost.decide.commits === 1)).toBe(true);
    // The session, BEGIN and COMMIT beside the 14 statements of the command.
    expect(report.inside.decide.median.statements).toBeLessThanOrEqual(17);
    expect(report.ending.decide.median.statements).toBeLessThanOrEqual(18);
  });

  it('inbox page, claim and decision together: at most 30 statements', () => {
    expect(report.inside.threeCalls.statements).toBeLessThanOrEqual(30);
  });

  it('the workflow history of the designated case: at most 110 events and 50 KB', () => {
    expect(history?.events).toBeLessThanOrEqual(110);
    expect(history?.bytes).toBeLessThanOrEqual(50 * 1024);
  });
});
