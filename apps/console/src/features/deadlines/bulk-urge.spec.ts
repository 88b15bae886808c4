import { describe, expect, it } from 'vitest';
import type { OverdueRow } from '../../api/types';
import { casesOf, urgeAll } from './bulk-urge';

const row = (id: string, caseId: string) => ({ id, caseId, caseNumber: `N-${caseId}` }) as OverdueRow;

describe('urging many at once', () => {
  it('urges a case once however many of its limits were chosen', () => {
    const rows = [row('a', '1'), row('b', '1'), row('c', '2'), row('d', '3')];
    expect(casesOf(rows, new Set(['b', 'a', 'd'])).map((one) => one.caseId)).toEqual(['1', '3']);
  });

  it('goes on after one that fails, and says why', async () => {
    const seen: number[] = [];
    const results = await urgeAll(
      [row('a', '1'), row('c', '2'), row('d', '3')],
      (id) => (id === '2' ? Promise.reject(new Error('already')) : Promise.resolve()),
      (error) => (error as Error).message,
      (done) => seen.push(done),
    );
    expect(results.map((one) => [one.caseNumber, one.reason])).toEqual([
      ['N-1', null],
      ['N-2', 'already'],
      ['N-3', null],
    ]);
    expect(seen).toEqual([1, 2, 3]);
  });
});
