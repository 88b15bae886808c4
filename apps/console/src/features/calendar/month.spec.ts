import { describe, expect, it } from 'vitest';
import { isMonth, isOff, monthAfter, provincesOf, weeksOf } from './month';

describe('a month of the calendar', () => {
  it('has whole weeks from Monday to Sunday', () => {
    const weeks = weeksOf('2026-10');
    expect(weeks).toHaveLength(5);
    expect([weeks[0]?.[0], weeks.at(-1)?.[6]]).toEqual(['2026-09-28', '2026-11-01']);
    expect(weeksOf('2027-02')).toHaveLength(4);
    expect(weeksOf('2026-08')).toHaveLength(6);
  });

  it('leads over the end of the year both ways', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
    expect([isMonth('2026-13'), isMonth('2026-07'), isMonth(undefined)]).toEqual([false, true, false]);
  });

  it('knows a worked Saturday and a free Thursday', () => {
    expect([isOff('2026-10-10', 'make-up'), isOff('2026-10-01', 'rest')]).toEqual([false, true]);
    expect([isOff('2026-10-17', undefined), isOff('2026-10-16', undefined)]).toEqual([true, false]);
  });

  it('knows whose local holidays are the reader’s own', () => {
    const posts = [
      { role: 'provincial-handler', province: '41' },
      { role: 'expert', province: '44' },
      { role: 'national-handler', province: null },
    ];
    expect(provincesOf(posts)).toEqual(['41']);
    expect(provincesOf([{ role: 'hospital-preparer', province: '41' }])).toEqual([]);
  });
});
