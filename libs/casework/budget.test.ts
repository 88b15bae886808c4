import { installMeter } from '../persistence/sql';
import { beijing, carryMessages, messagesOf, newCase, openDesk, type Desk } from '../../test/support/record';

interface Cost {
  step: string;
  ends: boolean;
  opened: number;
  statements: string[];
  rows: number;
  messages: string[];
}

/** What `act` sent after the first statement that matches `from`. */
async function metered<T>(
  from: RegExp,
  act: () => Promise<T>,
): Promise<{ answer: T; statements: string[]; rows: number }> {
  let statements: string[] = [];
  let rows = 0;
  installMeter({
    statement(sql, _microseconds, touched) {
      if (from.test(sql)) [statements, rows] = [[], 0];
      statements.push(sql.replace(/\s+/g, ' ').slice(0, 80));
      // The answer goes into the key's own row, which was counted when it was taken.
      if (!sql.startsWith('UPDATE idempotency_key')) rows += touched;
    },
  });
  try {
    const answer = await act();
    return { answer, statements, rows };
  } finally {
    installMeter(null);
  }
}

/** Statements and rows of every decision of a whole case, and statements of every entering of a stage. */
async function measure(desk: Desk): Promise<{ decisions: Cost[]; enterings: Map<string, string[]> }> {
  const player = await newCase(desk.office);
  const decisions: Cost[] = [];
  const enterings = new Map<string, string[]>();
  for (let turn = 0; turn < 90; turn += 1) {
    const { answer: standing, statements } = await metered(/FOR UPDATE/, () => player.handOver());
    if (standing.at === 'closed') break;
    if (standing.at === 'stage' && statements.some((sql) => sql.includes('INSERT INTO `case_stage`')))
      enterings.set(standing.stage, statements);
    const [task] = await player.openTasks();
    await carryMessages(desk.office);
    if (!task) {
      await desk.clock.moveTo(beijing('2026-01-12', '17:30'));
      await player.ring();
      continue;
    }
    const { answer, ...cost } = await metered(/INSERT INTO idempotency_key/, () => player.decide(task));
    const messages = (await messagesOf(desk.office, player.caseId)).map((message) => String(message.kind));
    decisions.push({
      step: `${task.stage}/${task.step}`,
      ends: answer.stageEnded,
      opened: answer.opened.length,
      messages,
      ...cost,
    });
  }
  return { decisions, enterings };
}

describe('the counted cost of every decision of a case', () => {
  let desk: Desk;
  let found: Awaited<ReturnType<typeof measure>>;
  beforeAll(async () => {
    desk = await openDesk('budget');
    found = await measure(desk);
  });
  afterAll(() => desk.office.close());

  // It also opens the reporting year: a case of its own with its first stage.
  const isIssue = (cost: Cost) => cost.step === 'issue/issue-notice';
  const over = (costs: Cost[], allowed: (cost: Cost) => number, of: (cost: Cost) => number) =>
    costs
      .filter((cost) => of(cost) > allowed(cost))
      .map((cost) => [cost.step, of(cost), allowed(cost), cost.statements]);

  it('covers the whole procedure', () => {
    expect(new Set(found.decisions.map((cost) => cost.step)).size).toBe(29);
    expect(found.enterings.size).toBe(10);
  });

  it('inside a stage: at most 14 statements, 9 rows and 4 for each further task, no message', () => {
    const inside = found.decisions.filter((cost) => !cost.ends && !isIssue(cost));
    expect(
      over(
        inside,
        () => 14,
        (cost) => cost.statements.length,
      ),
    ).toEqual([]);
    expect(
      over(
        inside,
        (cost) => 9 + 4 * Math.max(0, cost.opened - 1) + cost.messages.length,
        (cost) => cost.rows,
      ),
    ).toEqual([]);
    const telling = inside.filter((cost) => cost.messages.length > 0).map((cost) => [cost.step, cost.messages]);
    expect(telling).toEqual([['public-notice/record-publication', ['alarm-moved']]]);
  });

  it('that ends a stage: one message and its statement more', () => {
    const ending = found.decisions.filter((cost) => cost.ends);
    expect(ending.every((cost) => cost.messages.length === 1 && cost.messages[0] === 'stage-ended')).toBe(true);
    // Of all steps that end a stage only this one enters a paper's number into the register as well.
    const register = (cost: Cost) => (cost.step === 'submission/submit-to-nhc' ? 1 : 0);
    expect(
      over(
        ending,
        (cost) => 15 + register(cost),
        (cost) => cost.statements.length,
      ),
    ).toEqual([]);
  });

  it('entering a stage: at most 20 statements; issuing a notice: a decision and an entering', () => {
    expect([...found.enterings].filter(([, statements]) => statements.length > 20)).toEqual([]);
    const issued = found.decisions.filter(isIssue);
    expect(issued).toHaveLength(1);
    expect(
      over(
        issued,
        () => 14 + 20,
        (cost) => cost.statements.length,
      ),
    ).toEqual([]);
  });
});
