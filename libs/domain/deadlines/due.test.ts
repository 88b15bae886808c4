import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { type Adjustment, ExplainLine, LimitRule } from '../../contracts/deadlines';
import { countWorkingDays, workingDaysAfter, workingDayStatus } from './calendar';
import { dayNumber, legalDate } from './civil';
import { type DeadlineInput, dueOf } from './due';
import { legalDateOf } from './legal-day';
import { beijing, calendar2026, d, day } from '../../../test/support/deadlines/calendar-2026';

const calendar = calendar2026();
const wd = (days: number): LimitRule => ({ kind: 'working-days', days });
const at = beijing('2026-01-05T10:00');
const paused = (on: string): Adjustment => ({ kind: 'paused', at, on: d(on) });
const resumed = (on: string): Adjustment => ({ kind: 'resumed', at, on: d(on) });
const due = (input: Partial<Omit<DeadlineInput, 'startsOn'>> & { startsOn: string }) =>
  dueOf({ rule: wd(5), adjustments: [], ...input, startsOn: d(input.startsOn) }, calendar, day);

const dates = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2026-12-31') }).map(legalDate);
const limits = fc.integer({ min: 1, max: 60 });

describe('working-day limits', () => {
  it('count from the day after, over holidays and make-up days, and end at 17:30 Beijing time', () => {
    const row = due({ startsOn: '2026-09-28' });
    expect(row).toMatchObject({ state: 'running', dueOn: '2026-10-10', provisional: false, countedDays: 5 });
    expect(row.dueAt).toBe(Date.UTC(2026, 9, 10, 9, 30));
    expect(row.lines).toEqual([
      { code: 'starts', params: { on: '2026-09-28' } },
      { code: 'limit-working-days', params: { days: 5 } },
      { code: 'holiday', params: { from: '2026-10-01', to: '2026-10-07', days: 7 } },
      { code: 'make-up-day', params: { on: '2026-10-10' } },
      { code: 'due', params: { on: '2026-10-10', time: '17:30' } },
      { code: 'elapsed-calendar-days', params: { days: 12 } },
    ]);
  });

  it('skip the days of a pause: from the day after it began to the day of the resume', () => {
    // Mon 2 March: 3, 4 count; 5, 6, 9 are paused; 10, 11, 12 count.
    const row = due({ startsOn: '2026-03-02', adjustments: [paused('2026-03-04'), resumed('2026-03-09')] });
    expect(row.dueOn).toBe('2026-03-12');
    expect(row.lines).toContainEqual({
      code: 'paused',
      params: { from: '2026-03-05', to: '2026-03-09', days: 3, unit: 'working' },
    });
  });

  it('have no due date while a pause is open, and say what is left', () => {
    const row = due({ startsOn: '2026-03-02', adjustments: [paused('2026-03-04')] });
    expect(row).toMatchObject({
      state: 'paused',
      dueOn: null,
      dueAt: null,
      pausedSince: '2026-03-04',
      countedDays: 2,
      remainingDays: 3,
    });
    expect(row.lines.at(-1)).toEqual({
      code: 'paused-now',
      params: { since: '2026-03-04', counted: 2, remaining: 3 },
    });
  });

  it('keep a due date that came before the pause', () => {
    const row = due({ startsOn: '2026-03-02', adjustments: [paused('2026-03-09')] });
    expect(row).toMatchObject({ state: 'paused', dueOn: '2026-03-09', remainingDays: 0 });
  });

  it('stay paused until the last of nested pauses is over', () => {
    const nested = [paused('2026-03-04'), paused('2026-03-05'), resumed('2026-03-06')];
    expect(due({ startsOn: '2026-03-02', adjustments: nested })).toMatchObject({ state: 'paused', remainingDays: 3 });
    const over = due({ startsOn: '2026-03-02', adjustments: [...nested, resumed('2026-03-10')] });
    expect(over).toMatchObject({ state: 'running', dueOn: '2026-03-13' });
  });

  it('are provisional beyond the calendar and say for which year', () => {
    const row = due({ startsOn: '2026-12-29' });
    expect(row).toMatchObject({ dueOn: '2027-01-05', provisional: true });
    expect(row.lines).toContainEqual({ code: 'not-covered', params: { year: 2027 } });
    expect(due({ startsOn: '2026-12-24' })).toMatchObject({ dueOn: '2026-12-31', provisional: false });
  });

  it('tell how the row ended, late by the clock', () => {
    const met = (when: string): Adjustment => ({ kind: 'met', at: beijing(when), on: d(when.slice(0, 10)) });
    expect(due({ startsOn: '2026-03-02', adjustments: [met('2026-03-09T17:30:00')] }).lines.at(-1)).toEqual({
      code: 'met',
      params: { on: '2026-03-09' },
    });
    const late = due({ startsOn: '2026-03-02', adjustments: [met('2026-03-09T17:30:00.001')] });
    expect(late).toMatchObject({
      state: 'met',
      lines: expect.arrayContaining([expect.objectContaining({ code: 'met-late' })]) as unknown,
    });
  });

  it('end an open pause with the row', () => {
    const cancelled: Adjustment = { kind: 'cancelled', at: beijing('2026-03-06T12:00') };
    const row = due({ startsOn: '2026-03-02', adjustments: [paused('2026-03-04'), cancelled] });
    expect(row).toMatchObject({ state: 'cancelled', dueOn: '2026-03-11', pausedSince: null });
    const met: Adjustment = { kind: 'met', at: beijing('2026-03-06T12:00'), on: d('2026-03-06') };
    expect(due({ startsOn: '2026-03-02', adjustments: [paused('2026-03-04'), met] })).toMatchObject({
      state: 'met',
      dueOn: '2026-03-11',
    });
  });

  it('are missed until met', () => {
    const missed: Adjustment = { kind: 'missed', at: beijing('2026-03-10T09:00') };
    expect(due({ startsOn: '2026-03-02', adjustments: [missed] }).state).toBe('missed');
    const then: Adjustment = { kind: 'met', at: beijing('2026-03-11T09:00'), on: d('2026-03-11') };
    expect(due({ startsOn: '2026-03-02', adjustments: [missed, then] }).state).toBe('met');
  });
});

describe('properties', () => {
  it('the limit is what lies between start and due', () => {
    fc.assert(
      fc.property(dates, limits, (startsOn, days) => {
        const row = due({ startsOn, rule: wd(days) });
        expect(row.countedDays).toBe(days);
        expect(workingDaysAfter(calendar, startsOn, row.dueOn ?? startsOn)).toBe(days);
        for (const line of row.lines) ExplainLine.parse(line);
      }),
    );
  });

  it('a pause of n working days before the due date moves it by n working days', () => {
    const gap = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(dates, limits, gap, gap, (startsOn, days, before, length) => {
        const plain = due({ startsOn, rule: wd(days) }).dueOn ?? startsOn;
        const on = legalDate(dayNumber(startsOn) + before);
        fc.pre(on < plain);
        const until = legalDate(dayNumber(on) + length);
        const moved = due({ startsOn, rule: wd(days), adjustments: [paused(on), resumed(until)] }).dueOn;
        const n = workingDaysAfter(calendar, on, until);
        expect(moved).toBe(n === 0 ? plain : countWorkingDays(calendar, plain, n).on);
      }),
    );
  });

  it('a pause after the due date moves nothing', () => {
    fc.assert(
      fc.property(dates, limits, fc.integer({ min: 0, max: 30 }), (startsOn, days, length) => {
        const plain = due({ startsOn, rule: wd(days) }).dueOn ?? startsOn;
        const until = legalDate(dayNumber(plain) + length);
        expect(due({ startsOn, rule: wd(days), adjustments: [paused(plain), resumed(until)] }).dueOn).toBe(plain);
      }),
    );
  });

  it('counted and remaining make the limit while paused', () => {
    fc.assert(
      fc.property(dates, limits, fc.integer({ min: 0, max: 40 }), (startsOn, days, after) => {
        const on = legalDate(dayNumber(startsOn) + after);
        const row = due({ startsOn, rule: wd(days), adjustments: [paused(on)] });
        expect(row.countedDays + (row.remainingDays ?? Number.NaN)).toBe(days);
        const resumedOn = legalDate(dayNumber(on) + 10);
        const then = due({ startsOn, rule: wd(days), adjustments: [paused(on), resumed(resumedOn)] });
        if (row.dueOn !== null) expect(then.dueOn).toBe(row.dueOn);
        else expect(workingDaysAfter(calendar, resumedOn, then.dueOn ?? resumedOn)).toBe(row.remainingDays);
      }),
    );
  });

  it('an extension adds its days, as a longer limit would', () => {
    fc.assert(
      fc.property(dates, limits, fc.integer({ min: 1, max: 30 }), (startsOn, days, more) => {
        const extended = due({ startsOn, rule: wd(days), adjustments: [{ kind: 'extended', at, days: more }] });
        expect(extended.dueOn).toBe(due({ startsOn, rule: wd(days + more) }).dueOn);
        expect(extended.countedDays).toBe(days + more);
      }),
    );
  });

  it('a later start is never due earlier', () => {
    fc.assert(
      fc.property(dates, limits, (startsOn, days) => {
        const next = legalDate(dayNumber(startsOn) + 1);
        const first = due({ startsOn, rule: wd(days) });
        expect((due({ startsOn: next, rule: wd(days) }).dueAt ?? 0) >= (first.dueAt ?? 0)).toBe(true);
      }),
    );
  });

  it('due is always a working day whose end is on that civil date', () => {
    fc.assert(
      fc.property(dates, limits, (startsOn, days) => {
        const row = due({ startsOn, rule: wd(days) });
        if (row.dueOn === null || row.dueAt === null) throw new Error('running rows have a due date');
        expect(workingDayStatus(calendar, row.dueOn)).not.toBe('rest');
        expect(legalDateOf(row.dueAt, day)).toBe(row.dueOn);
      }),
    );
  });
});

describe('other limits', () => {
  const callDates = { windowCloses: d('2026-10-03') };
  it.each<[string, LimitRule, string]>([
    ['calendar days', { kind: 'calendar-days', days: 10 }, '2026-10-02'],
    ['calendar days, rolled', { kind: 'calendar-days', days: 10, roll: 'next' }, '2026-10-08'],
    ['a fixed date, rolled on', { kind: 'fixed-date', date: d('2026-10-03'), roll: 'next' }, '2026-10-08'],
    ['a fixed date, rolled back', { kind: 'fixed-date', date: d('2026-10-03'), roll: 'previous' }, '2026-09-30'],
    ['a fixed date on a make-up day', { kind: 'fixed-date', date: d('2026-10-10'), roll: 'next' }, '2026-10-10'],
    ['a yearly date', { kind: 'yearly', month: 11, day: 1, yearOffset: 0, roll: 'next' }, '2026-11-02'],
    ['a date of the call', { kind: 'call-date', field: 'windowCloses', roll: 'next' }, '2026-10-08'],
    ['the earlier', { kind: 'earlier-of', rules: [wd(5), { kind: 'calendar-days', days: 3 }] }, '2026-09-25'],
    ['the later', { kind: 'later-of', rules: [wd(5), { kind: 'calendar-days', days: 3 }] }, '2026-09-30'],
  ])('%s', (_, rule, expected) => {
    expect(LimitRule.parse(rule)).toEqual(rule);
    expect(due({ startsOn: '2026-09-22', rule, callDates }).dueOn).toBe(expected);
  });

  it('a yearly date of a year without a notice is provisional', () => {
    const rule: LimitRule = { kind: 'yearly', month: 1, day: 31, yearOffset: 1, roll: 'next' };
    const row = due({ startsOn: '2026-09-22', rule });
    expect(row).toMatchObject({ dueOn: '2027-02-01', provisional: true });
    expect(row.lines).toContainEqual({ code: 'not-covered', params: { year: 2027 } });
  });

  it('a date is moved by an extension but not by a pause', () => {
    const rule: LimitRule = { kind: 'fixed-date', date: d('2026-03-10'), roll: 'next' };
    const pause = [paused('2026-03-04'), resumed('2026-03-09')];
    expect(due({ startsOn: '2026-03-02', rule, adjustments: pause })).toMatchObject({ dueOn: '2026-03-10' });
    const extended: Adjustment[] = [{ kind: 'extended', at, days: 3 }];
    expect(due({ startsOn: '2026-03-02', rule, adjustments: extended })).toMatchObject({ dueOn: '2026-03-13' });
    expect(due({ startsOn: '2026-03-02', rule, adjustments: [paused('2026-03-04')] })).toMatchObject({
      state: 'paused',
      dueOn: null,
      remainingDays: null,
    });
  });

  it('a date that came before the pause stands', () => {
    const rule: LimitRule = { kind: 'fixed-date', date: d('2026-03-04'), roll: 'next' };
    const row = due({ startsOn: '2026-03-02', rule, adjustments: [paused('2026-03-04')] });
    expect(row).toMatchObject({ state: 'paused', dueOn: '2026-03-04', remainingDays: 0 });
  });

  it('a combined limit is extended once, from the date that was chosen', () => {
    const rule: LimitRule = { kind: 'later-of', rules: [wd(5), wd(3)] };
    const row = due({ startsOn: '2026-03-02', rule, adjustments: [{ kind: 'extended', at, days: 2 }] });
    expect(row.dueOn).toBe('2026-03-11');
  });

  it('a combined limit under an open pause names no date yet', () => {
    const rule: LimitRule = { kind: 'earlier-of', rules: [wd(5), wd(9)] };
    const row = due({ startsOn: '2026-03-02', rule, adjustments: [paused('2026-03-04')] });
    expect(row).toMatchObject({ state: 'paused', dueOn: null });
    expect(row.lines.map((line) => line.code)).not.toContain('earlier-of');
  });

  it('a call without the date is refused', () => {
    expect(() => due({ startsOn: '2026-03-02', rule: { kind: 'call-date', field: 'none', roll: 'next' } })).toThrow(
      RangeError,
    );
  });
});

describe('the host', () => {
  it('time zone reaches no result', () => {
    const results = ['UTC', 'Asia/Shanghai', 'America/New_York'].map((TZ) => {
      const script = join(__dirname, '../../../test/support/deadlines/zone-probe.cjs');
      const child = spawnSync(process.execPath, [script], { env: { ...process.env, TZ }, encoding: 'utf8' });
      if (child.status !== 0) throw new Error(child.stderr);
      return JSON.parse(child.stdout) as { offset: number; digest: string; rows: number };
    });
    expect(results.map((result) => result.offset)).toEqual([0, -480, 300]);
    expect(results[0]?.rows).toBeGreaterThan(1000);
    expect(new Set(results.map((result) => result.digest)).size).toBe(1);
  });
});
