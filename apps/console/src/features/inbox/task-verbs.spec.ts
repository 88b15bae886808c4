import { describe, expect, it } from 'vitest';
import { buildTask } from '../../testing/task';
import { openQuestion, verbNamed, verbsOn } from './task-verbs';

const person = (id: string) => ({ id, name: { zh: id, en: id } });
const asked = (question: string, endedAt: string | null, reply: string | null = null) => ({
  by: person('a'),
  to: person('b'),
  question,
  askedAt: `2026-01-0${question}T01:00:00.000Z`,
  reply,
  endedAt,
});

describe('verbs on a task', () => {
  it('are those the API allows, the reply first, and no act without a form', () => {
    expect(verbsOn(buildTask({ allowedActions: ['release', 'decide', 'assign', 'hand-over'] }))).toEqual([
      'hand-over',
      'assign',
    ]);
    expect(verbsOn(buildTask({ allowedActions: ['order', 'reassign', 'reply'] }))).toEqual([
      'reply',
      'reassign',
      'order',
    ]);
    expect(verbsOn(buildTask({ allowedActions: ['take-back'] }))).toEqual([]);
  });

  it('an address names one only while it is allowed', () => {
    const task = buildTask({ allowedActions: ['assign', 'decide'] });
    expect([verbNamed(task, 'assign'), verbNamed(task, 'reassign'), verbNamed(task, 'decide')]).toEqual([
      'assign',
      undefined,
      undefined,
    ]);
  });

  it('the open question is the one that neither was answered nor taken back', () => {
    const replies = [asked('1', 'x', 'yes'), asked('2', 'x'), asked('3', null)];
    expect(openQuestion({ replies })?.question).toBe('3');
    expect(openQuestion({ replies: replies.slice(0, 2) })).toBeUndefined();
  });
});
