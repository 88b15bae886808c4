import { describe, expect, it } from 'vitest';
import { buildTask } from '../../testing/task';
import { countsOf, neighbourOf, rowsOf, views } from './views';

const me = { id: 'p', name: { zh: '', en: '' } };
const other = { id: 'q', name: { zh: '', en: '' } };
const rows = [
  buildTask({
    id: 'a',
    mine: false,
    limit: { dueOn: null, dueAt: null, light: 'overdue', days: -1, pausedSince: null, provisional: false },
  }),
  buildTask({ id: 'b', mine: true, holder: { id: 'p', name: { zh: '', en: '' } } }),
  buildTask({
    id: 'c',
    mine: false,
    limit: { dueOn: null, dueAt: null, light: 'due-soon', days: 1, pausedSince: null, provisional: false },
  }),
  buildTask({ id: 'd', mine: false, forReply: true, holder: other, waitsForReplyOf: me }),
  buildTask({ id: 'e', mine: true, holder: me, waitsForReplyOf: other }),
  buildTask({ id: 'f', mine: false, holder: other, waitsForReplyOf: me }),
];

describe('views of the inbox', () => {
  it('count exactly what they list', () => {
    const counts = countsOf(rows);
    for (const view of views) expect(counts[view]).toBe(rowsOf(rows, view).length);
    expect(counts).toEqual({ todo: 6, 'due-soon': 1, overdue: 1, claimed: 2, unclaimed: 2, reply: 2 });
  });

  it('give the task below, else the one above, else the first', () => {
    expect(neighbourOf(rows, 'a')?.id).toBe('b');
    expect(neighbourOf(rows, 'f')?.id).toBe('e');
    expect(neighbourOf(rows, 'x')?.id).toBe('a');
    expect(neighbourOf([], 'a')).toBeUndefined();
  });
});
