import { describe, expect, it } from 'vitest';
import { weeksBack } from './weeks';

describe('the weeks a bulletin can be drawn up for', () => {
  it('begin with the week of today and go back over the year', () => {
    expect(weeksBack('2026-01-07', 3)).toEqual([
      { name: '2026-W02', from: '2026-01-05', to: '2026-01-11' },
      { name: '2026-W01', from: '2025-12-29', to: '2026-01-04' },
      { name: '2025-W52', from: '2025-12-22', to: '2025-12-28' },
    ]);
    expect(weeksBack('2026-11-22', 1)[0]).toEqual({ name: '2026-W47', from: '2026-11-16', to: '2026-11-22' });
    expect(weeksBack('2027-01-01', 1)[0]?.name).toBe('2026-W53');
  });
});
