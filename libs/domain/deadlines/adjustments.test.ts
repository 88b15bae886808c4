import * as fc from 'fast-check';
import { type Adjustment, ExplainLine, type PauseCause } from '../../contracts/deadlines';
import { explainWords } from '../../contracts/deadlines-words';
import { countWorkingDays, workingDaysAfter } from './calendar';
import { dayNumber, legalDate } from './civil';
import { dueOf } from './due';
import { endOfDay } from './legal-day';
import { lightOf } from './light';
import { beijing, calendar2026, d, day } from '../../../test/support/deadlines/calendar-2026';

const calendar = calendar2026();
const at = beijing('2026-01-05T10:00');
const paused = (on: string, cause?: PauseCause): Adjustment => ({
  kind: 'paused',
  at,
  on: d(on),
  ...(cause && { cause }),
});
const resumed = (on: string, cause?: PauseCause): Adjustment => ({
  kind: 'resumed',
  at,
  on: d(on),
  ...(cause && { cause }),
});
const due = (startsOn: string, adjustments: Adjustment[], pausesAtMost?: number, days = 5) =>
  dueOf({ rule: { kind: 'working-days', days }, startsOn: d(startsOn), adjustments, pausesAtMost }, calendar, day);
const codes = (row: { lines: ExplainLine[] }): string[] => row.lines.map((line) => line.code);

describe('a cap on pauses by request', () => {
  it('gives an open pause an end: the latest due date is known, and the explanation says by what', () => {
    // Mon 2 March: 3, 4 count; from the 5th an answer is awaited, at most 3 working days: 5, 6, 9; then 10, 11, 12.
    const row = due('2026-03-02', [paused('2026-03-04', 'request')], 3);
    expect(row).toMatchObject({
      state: 'paused',
      pausedSince: '2026-03-04',
      pausedUntil: '2026-03-09',
      dueOn: '2026-03-12',
      remainingDays: 3,
      countedDays: 5,
    });
    expect(row.lines.slice(2)).toEqual([
      { code: 'paused', params: { from: '2026-03-05', to: '2026-03-09', days: 3, unit: 'working' } },
      { code: 'pause-cap-to-come', params: { days: 3, on: '2026-03-09' } },
      { code: 'due-at-latest', params: { on: '2026-03-12', time: '17:30' } },
      { code: 'elapsed-calendar-days', params: { days: 10 } },
    ]);
    for (const line of row.lines) {
      ExplainLine.parse(line);
      expect(explainWords(line, 'zh')).not.toBe('');
    }
  });

  it('is nothing where the answer came before it was used up', () => {
    const row = due('2026-03-02', [paused('2026-03-04', 'request'), resumed('2026-03-06', 'request')], 3);
    expect(row).toMatchObject({ state: 'running', dueOn: '2026-03-11', pausedUntil: null });
    expect(codes(row)).not.toContain('pause-capped');
  });

  it('is shared by all requests: the second is given what the first left', () => {
    const first = [paused('2026-03-02', 'request'), resumed('2026-03-04', 'request')];
    const row = due('2026-03-02', [...first, paused('2026-03-05', 'request'), resumed('2026-03-20', 'request')], 3);
    // 3 and 4 of March and the 6th do not count.
    expect(row).toMatchObject({ state: 'running', dueOn: '2026-03-12' });
    expect(row.lines).toContainEqual({ code: 'pause-capped', params: { days: 3, on: '2026-03-06' } });
  });

  it('once used up, a further request stops nothing', () => {
    const used = [paused('2026-03-02', 'request'), resumed('2026-03-06', 'request')];
    const plain = due('2026-03-02', used, 3);
    const row = due('2026-03-02', [...used, paused('2026-03-09', 'request')], 3);
    expect(row).toMatchObject({ state: 'running', dueOn: plain.dueOn, pausedSince: null });
  });

  it('does not bind experts or a hold, and days they stop use up nothing of it', () => {
    const expert = [paused('2026-03-04', 'expert'), resumed('2026-03-20', 'expert')];
    expect(due('2026-03-02', expert, 3).dueOn).toBe(due('2026-03-02', expert).dueOn);
    // Asked on the 4th, experts from the 5th to the 11th: the 5th, the 12th and the 13th are the request's three days.
    const inside = [paused('2026-03-04', 'request'), paused('2026-03-05', 'expert'), resumed('2026-03-11', 'expert')];
    expect(due('2026-03-02', inside, 3)).toMatchObject({
      state: 'paused',
      pausedSince: '2026-03-04',
      pausedUntil: '2026-03-13',
      dueOn: '2026-03-18',
    });
    const held = due('2026-03-02', [paused('2026-03-04', 'request'), paused('2026-03-05', 'hold')], 3);
    expect(held).toMatchObject({ state: 'paused', pausedSince: '2026-03-04', pausedUntil: null, dueOn: null });
  });

  it('a hold after the cap stops the row from its own day on', () => {
    const row = due('2026-03-02', [paused('2026-03-02', 'request'), paused('2026-03-09', 'hold')], 3, 10);
    expect(row).toMatchObject({ state: 'paused', pausedSince: '2026-03-09', countedDays: 2, remainingDays: 8 });
  });

  it('once its end is recorded the row runs, with the same date', () => {
    const open = [paused('2026-03-04', 'request')];
    const recorded: Adjustment = { kind: 'pause-capped', at: beijing('2026-03-09T17:31'), on: d('2026-03-09') };
    const row = due('2026-03-02', [...open, recorded], 3);
    expect(row).toMatchObject({ state: 'running', dueOn: '2026-03-12', pausedSince: null });
    expect(row.lines).toContainEqual({ code: 'pause-capped', params: { days: 3, on: '2026-03-09' } });
    expect(due('2026-03-02', [...open, recorded, resumed('2026-03-30', 'request')], 3)).toMatchObject({
      state: 'running',
      dueOn: '2026-03-12',
    });
  });

  it('the light follows the clock, not the alarm', () => {
    const row = due('2026-03-02', [paused('2026-03-04', 'request')], 3);
    const light = (now: number) => lightOf(row, now, calendar, day, null)?.light;
    const end = endOfDay(d('2026-03-09'), day);
    expect([light(end - 1), light(end), light(beijing('2026-03-12T17:30:00.001'))]).toEqual([
      'paused',
      'ok',
      'overdue',
    ]);
  });

  it('adjustments that name no cause are taken as they always were', () => {
    const old = [paused('2026-03-04'), resumed('2026-03-20')];
    expect(due('2026-03-02', old, 3)).toEqual(due('2026-03-02', old));
    // Begun before causes were named, ended after.
    expect(due('2026-03-02', [paused('2026-03-04'), resumed('2026-03-20', 'expert')], 3).dueOn).toBe(
      due('2026-03-02', old).dueOn,
    );
  });
});

describe('properties of pauses', () => {
  const starts = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2026-08-31') }).map(legalDate);
  const limits = fc.integer({ min: 1, max: 30 });
  const caps = fc.integer({ min: 1, max: 30 });
  const gaps = fc.integer({ min: 0, max: 40 });
  const plus = (date: string, days: number) => legalDate(dayNumber(date) + days);

  it('an open pause by request is one that is resumed on the day the cap is used up', () => {
    fc.assert(
      fc.property(starts, limits, caps, gaps, (startsOn, days, cap, gap) => {
        const on = plus(startsOn, gap);
        const until = countWorkingDays(calendar, on, cap).on;
        const open = due(startsOn, [paused(on, 'request')], cap, days);
        const closed = due(startsOn, [paused(on, 'request'), resumed(until, 'request')], undefined, days);
        expect(open).toMatchObject({ state: 'paused', pausedUntil: until, dueOn: closed.dueOn, dueAt: closed.dueAt });
      }),
    );
  });

  it('an answer on any day never makes it later than the latest date, and after the cap changes nothing', () => {
    fc.assert(
      fc.property(starts, limits, caps, gaps, gaps, (startsOn, days, cap, gap, length) => {
        const on = plus(startsOn, gap);
        const answered = plus(on, length);
        const open = due(startsOn, [paused(on, 'request')], cap, days);
        const then = due(startsOn, [paused(on, 'request'), resumed(answered, 'request')], cap, days);
        const uncapped = due(startsOn, [paused(on, 'request'), resumed(answered, 'request')], undefined, days);
        expect((then.dueOn ?? '') <= (open.dueOn ?? '')).toBe(true);
        expect((then.dueOn ?? '') <= (uncapped.dueOn ?? '')).toBe(true);
        if (workingDaysAfter(calendar, on, answered) <= cap) expect(then.dueOn).toBe(uncapped.dueOn);
        else expect(then.dueOn).toBe(open.dueOn);
      }),
    );
  });

  it('any number of requests moves it by the cap at most', () => {
    const requests = fc.array(fc.tuple(gaps, gaps), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(starts, limits, caps, requests, (startsOn, days, cap, list) => {
        const plain = due(startsOn, [], undefined, days).dueOn ?? startsOn;
        const adjustments = list.flatMap(([from, length]) => [
          paused(plus(startsOn, from), 'request'),
          resumed(plus(startsOn, from + length), 'request'),
        ]);
        const moved = due(startsOn, adjustments, cap, days).dueOn ?? startsOn;
        expect(workingDaysAfter(calendar, plain, moved)).toBeLessThanOrEqual(cap);
        expect(moved >= plain).toBe(true);
      }),
    );
  });

  it('the order in which closed pauses and extensions were written changes nothing', () => {
    const pause = fc.tuple(gaps, gaps, fc.constantFrom<PauseCause>('request', 'expert', 'hold'));
    fc.assert(
      fc.property(
        starts,
        limits,
        caps,
        pause,
        pause,
        fc.integer({ min: 1, max: 10 }),
        (startsOn, days, cap, a, b, n) => {
          const pair = ([from, length, cause]: [number, number, PauseCause]): Adjustment[] => [
            paused(plus(startsOn, from), cause),
            resumed(plus(startsOn, from + length), cause),
          ];
          const extended: Adjustment = { kind: 'extended', at, days: n };
          const one = due(startsOn, [...pair(a), ...pair(b), extended], cap, days);
          for (const other of [
            [...pair(b), ...pair(a), extended],
            [extended, ...pair(a), ...pair(b)],
            [...pair(b), extended, ...pair(a)],
          ]) {
            expect(due(startsOn, other, cap, days).dueAt).toBe(one.dueAt);
          }
        },
      ),
    );
  });

  it('time of experts inside an awaited answer is not taken from the cap', () => {
    fc.assert(
      fc.property(starts, caps, gaps, gaps, (startsOn, cap, from, length) => {
        const inside = plus(startsOn, from);
        const until = plus(inside, length);
        const plain = due(startsOn, [paused(startsOn, 'request')], cap);
        const nested = due(
          startsOn,
          [paused(startsOn, 'request'), paused(inside, 'expert'), resumed(until, 'expert')],
          cap,
        );
        const end = plain.pausedUntil ?? startsOn;
        fc.pre(inside < end);
        const shared = workingDaysAfter(calendar, inside, until);
        expect(workingDaysAfter(calendar, end, nested.pausedUntil ?? startsOn)).toBe(shared);
      }),
    );
  });
});
