import { tellDeadlines, type ToldDeadline, type ToldEntry } from './feed-entries';

const day = 86_400_000;
const one = (change: Partial<ToldDeadline> = {}): ToldDeadline => ({
  taskId: 'task_1',
  number: 'NMC-2026-41-0001',
  dueOn: '2026-11-20',
  provisional: false,
  ...change,
});

describe('what a calendar is told', () => {
  let told: ToldEntry<ToldDeadline>[] = [];
  const tell = (current: ToldDeadline[], now: number) => {
    const answer = tellDeadlines(told, current, now);
    told = answer.entries;
    return answer;
  };
  beforeEach(() => void (told = []));

  it('says the same twice with the same sequence', () => {
    expect(tell([one()], 1).entries).toEqual([{ ...one(), sequence: 0, modifiedAt: 1, goneAt: null }]);
    const again = tell([one()], 2);
    expect(again).toMatchObject({ changed: [], over: [], entries: [{ sequence: 0, modifiedAt: 1 }] });
  });

  it('raises the sequence with every change of date or standing', () => {
    tell([one()], 1);
    expect(tell([one({ dueOn: '2026-11-27' })], 2).entries).toMatchObject([{ sequence: 1, modifiedAt: 2 }]);
    expect(tell([one({ dueOn: '2026-11-27', provisional: true })], 3).entries).toMatchObject([{ sequence: 2 }]);
  });

  it('cancels what waits no more, for sixty days, and revives it with a higher sequence', () => {
    tell([one()], 0);
    expect(tell([], day).entries).toMatchObject([{ sequence: 1, goneAt: day, modifiedAt: day }]);
    expect(tell([], 2 * day)).toMatchObject({ changed: [], entries: [{ sequence: 1, goneAt: day }] });
    expect(tell([one()], 3 * day).entries).toMatchObject([{ sequence: 2, goneAt: null }]);
    tell([], 4 * day);
    expect(tell([], 63 * day).entries).toHaveLength(1);
    const after = tell([], 64 * day);
    expect([after.entries, after.over.length]).toEqual([[], 1]);
  });
});
