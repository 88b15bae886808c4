import { tasksUndone, type RecallTask } from './recall';
import { stageTables } from './stages';

describe('what falls with a recalled act', () => {
  const task = (id: string, over: Partial<RecallTask>): RecallTask => ({
    id: `task_${id}`,
    stageId: 'stage_1',
    step: 'draft-decision',
    state: 'open',
    outcome: null,
    openedBy: null,
    decisionId: null,
    claimed: false,
    ...over,
  });
  const draft = task('draft', { state: 'done', outcome: 'drafted', decisionId: 'dec_1' });
  const table = stageTables['national-decision'];

  it('the tasks it opened, and no others', () => {
    const check = task('check', { step: 'check-decision', openedBy: 'dec_1' });
    const other = task('other', { step: 'sign-decision', openedBy: 'dec_2' });
    const elsewhere = task('elsewhere', { stageId: 'stage_2', openedBy: 'dec_1' });
    expect(tasksUndone(table, draft, [draft, check, other, elsewhere])).toEqual(['task_check']);
  });

  it('nothing, and the act stands, once one of them is claimed or done; a cancelled one does not matter', () => {
    const check = (over: Partial<RecallTask>) => task('check', { step: 'check-decision', openedBy: 'dec_1', ...over });
    expect(tasksUndone(table, draft, [draft, check({ claimed: true })])).toBe(false);
    expect(tasksUndone(table, draft, [draft, check({ state: 'done' })])).toBe(false);
    expect(tasksUndone(table, draft, [draft, check({ state: 'cancelled', claimed: true })])).toEqual([]);
  });

  it('where a step waits for every seat, what the last of them opened', () => {
    const evaluate = (id: string) =>
      task(id, { step: 'evaluate', state: 'done', outcome: 'evaluated', decisionId: `dec_${id}` });
    const [first, last] = [evaluate('first'), evaluate('last')];
    const report = task('report', { step: 'write-report', openedBy: 'dec_last' });
    expect(tasksUndone(stageTables['national-review'], first, [first, last, report])).toEqual(['task_report']);
  });
});
