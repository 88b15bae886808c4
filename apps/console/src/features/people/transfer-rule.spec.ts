import { describe, expect, it } from 'vitest';
import { receiversOf, wayOf, type Receiver, type TaskToPass } from './transfer-rule';

const person = (id: string, refused: Receiver['refused'] = null): Receiver => ({
  id,
  name: { zh: id, en: id },
  sameUnit: true,
  away: false,
  refused,
});
const task = (as: TaskToPass['as'], receivers: Receiver[]): TaskToPass => ({
  id: 'task_1',
  caseNumber: 'NMC-2026-41-0001',
  step: 'check-completeness',
  role: 'provincial-handler',
  dueAt: null,
  as,
  receivers,
});
const barred = { code: 'same-person', message: { zh: '须为不同人员', en: 'must be different' } };

describe('where the tasks of somebody who leaves go', () => {
  it('to the person named where nothing speaks against them, else back to the post, saying why', () => {
    const one = task('holder', [person('a'), person('b', barred)]);
    expect(wayOf(one, 'a')).toEqual({ to: 'person' });
    expect(wayOf(one, 'b')).toEqual({ to: 'kept-out', why: barred });
    expect(wayOf(one, 'c')).toEqual({ to: 'kept-out', why: null });
    expect(wayOf(one, null)).toEqual({ to: 'post' });
  });

  it('seats and questions go their own way, whoever is named', () => {
    expect(wayOf(task('seat', []), 'a')).toEqual({ to: 'seat' });
    expect(wayOf(task('reply', []), null)).toEqual({ to: 'reply' });
  });

  it('offers whoever can take something, most first', () => {
    const tasks = [task('holder', [person('a'), person('b')]), task('holder', [person('b'), person('c', barred)])];
    expect(receiversOf(tasks).map(({ receiver, count }) => [receiver.id, count])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });
});
