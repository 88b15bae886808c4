import { describe, expect, it } from 'vitest';
import { actInput, actMistakes, daysToPass } from './request-acts';

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
  it('begins to pass on with the usual days, or with as many as leave the own answer in time', () => {
    const passing = { min: 2, max: 15, usual: 10, ownDueOn: '2026-03-13', serviceDays: 3 };
    expect(daysToPass({ ...passing, safe: { days: 5, dueOn: '2026-03-13' } }, 10)).toBe(5);
    expect(daysToPass({ ...passing, safe: { days: 15, dueOn: '2026-03-13' } }, 10)).toBe(10);
    expect(daysToPass({ ...passing, safe: null }, 10)).toBe(10);
    expect(daysToPass(null, 7)).toBe(7);
  });
  it('wants at least one item to pass on, and a reason where one is told', () => {
    expect(actMistakes('pass-on', { items: [] }, 'x')).toEqual([['items', 'x']]);
    expect(actMistakes('pass-on', { items: ['item_1'] }, 'x')).toEqual([]);
    expect(actMistakes('withdraw', { reason: ' ' }, 'x')).toEqual([['reason', 'x']]);
    expect(actMistakes('check-answer', { outcome: 'agreed' }, 'x')).toEqual([]);
  });
});
