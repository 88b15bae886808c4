import { describe, expect, it } from 'vitest';
import { actInput, actMistakes } from './request-acts';

describe('acts on a request', () => {
  it('grants the days asked for or others, and refuses without days', () => {
    expect(actInput('decide-extension', { rev: 3 }, { granted: 'grant', days: 5, reason: ' 合理 ' })).toEqual({
      granted: true,
      days: 5,
      reason: '合理',
    });
    expect(actInput('decide-extension', { rev: 3 }, { granted: 'refuse', days: 5, reason: '否' })).toEqual({
      granted: false,
      reason: '否',
    });
  });
  it('sends the revision the reader saw', () => {
    expect(actInput('send', { rev: 3 }, {})).toEqual({ rev: 3 });
    expect(actInput('check', { rev: 4 }, { outcome: 'approved', note: '同意' })).toEqual({
      rev: 4,
      outcome: 'approved',
      note: '同意',
    });
  });
  it('wants at least one item to pass on, and a reason where one is told', () => {
    expect(actMistakes('pass-on', { items: [] }, 'x')).toEqual([['items', 'x']]);
    expect(actMistakes('pass-on', { items: ['item_1'] }, 'x')).toEqual([]);
    expect(actMistakes('withdraw', { reason: ' ' }, 'x')).toEqual([['reason', 'x']]);
    expect(actMistakes('check-answer', { outcome: 'agreed' }, 'x')).toEqual([]);
  });
});
