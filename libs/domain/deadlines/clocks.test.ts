import * as fc from 'fast-check';
import type { Adjustment, LegalDate } from '../../contracts/deadlines';
import type { DeadlineRule } from '../../contracts/programme';
import { makeCalendar, workingDaysAfter } from './calendar';
import { dayNumber, legalDate } from './civil';
import { clocksOf, type ClockInput, type ClockRow } from './clocks';
import { beijing, calendar2026, d, day } from '../../../test/support/deadlines/calendar-2026';

const calendar = calendar2026();
const rule = (over: Partial<DeadlineRule> = {}): DeadlineRule => ({
  id: 'commitment',
  subject: 'body',
  kind: 'commitment',
  body: 'province',
  from: { stage: 'provincial-intake', outcome: 'accepted' },
  to: { stage: 'provincial-recommendation', outcomes: ['recommended'] },
  excludes: [],
  rule: { kind: 'working-days', days: 20 },
  ladder: null,
  whenDue: 'none',
  title: { zh: '承诺时限', en: 'Commitment' },
  basis: 'proposal',
  ...over,
});
const commitment = (from: string, adjustments: Adjustment[] = [], over: Partial<ClockRow> = {}): ClockRow => ({
  rule: rule(),
  body: 'province',
  state: 'running',
  ownRule: null,
  from: d(from),
  to: null,
  adjustments,
  calendar,
  ...over,
});
const clocks = (until: string, over: Partial<ClockInput> = {}) =>
  clocksOf({
    until: d(until),
    openedOn: d('2026-03-02'),
    stages: [{ stage: 'provincial-intake', from: d('2026-03-04'), to: null }],
    holds: [],
    rows: [],
    calendarOf: () => calendar,
    day,
    ...over,
  });
const at = beijing('2026-03-04T10:00');

describe('clocks of a case', () => {
  it('count at each body it came to, from its arrival', () => {
    const [hospital, province, ...rest] = clocks('2026-03-11', {
      stages: [
        { stage: 'declaration', from: d('2026-03-02'), to: d('2026-03-04') },
        { stage: 'provincial-intake', from: d('2026-03-04'), to: d('2026-03-06') },
        { stage: 'provincial-evaluation', from: d('2026-03-06'), to: null },
      ],
    });
    expect(rest).toEqual([]);
    expect(hospital).toEqual({ body: 'hospital', commitment: null, internal: 2, sinceArrival: 9, sinceOpening: 9 });
    // Thursday and Friday, Monday to Wednesday: the day the first stage ended is not counted twice.
    expect(province).toMatchObject({ body: 'province', internal: 5, sinceArrival: 7, sinceOpening: 9 });
  });

  it('a commitment: used and left, days that are paused apart', () => {
    const paused: Adjustment[] = [
      { kind: 'paused', at, on: d('2026-03-05'), cause: 'expert' },
      { kind: 'resumed', at, on: d('2026-03-09'), cause: 'expert' },
    ];
    const rows = [commitment('2026-03-04', paused)];
    expect(clocks('2026-03-11', { rows })[0]?.commitment).toEqual({ limit: 20, used: 3, left: 17, paused: 2 });
    const open = [commitment('2026-03-04', paused.slice(0, 1), { state: 'paused' })];
    expect(clocks('2026-03-11', { rows: open })[0]?.commitment).toEqual({ limit: 20, used: 1, left: 19, paused: 4 });
  });

  it('a pause by request counts as used again once its cap is', () => {
    const rows = [
      commitment('2026-03-04', [{ kind: 'paused', at, on: d('2026-03-04'), cause: 'request' }], {
        rule: rule({ pausesAtMost: { days: 2, basis: 'proposal' } }),
        state: 'paused',
      }),
    ];
    expect(clocks('2026-03-11', { rows })[0]?.commitment).toEqual({ limit: 20, used: 3, left: 17, paused: 2 });
  });

  it('with its extension; overdue is a negative rest; a row that ended stands still', () => {
    const extended: Adjustment[] = [{ kind: 'extended', at, days: 10 }];
    expect(clocks('2026-03-11', { rows: [commitment('2026-03-04', extended)] })[0]?.commitment?.limit).toBe(30);
    expect(clocks('2026-04-20', { rows: [commitment('2026-03-04')] })[0]?.commitment?.left).toBeLessThan(0);
    const ended = [commitment('2026-03-04', [], { state: 'met', to: d('2026-03-06') })];
    expect(clocks('2026-06-30', { rows: ended })[0]?.commitment).toEqual({ limit: 20, used: 2, left: 18, paused: 0 });
  });

  it('of several the one that runs, and never one that was cancelled', () => {
    const rows = [
      commitment('2026-03-04', [], { state: 'met', to: d('2026-03-05') }),
      commitment('2026-03-09'),
      commitment('2026-03-10', [], { state: 'cancelled', to: d('2026-03-10') }),
    ];
    expect(clocks('2026-03-11', { rows })[0]?.commitment?.used).toBe(2);
    const dated = [
      commitment('2026-03-04', [], {
        rule: rule({ rule: { kind: 'fixed-date', date: d('2026-05-08'), roll: 'next' } }),
      }),
    ];
    expect(clocks('2026-03-11', { rows: dated })[0]?.commitment).toBeNull();
  });

  it('days on hold are not days at the desk', () => {
    const holds = [{ from: d('2026-03-05'), to: d('2026-03-09') }];
    expect(clocks('2026-03-11', { holds })[0]?.internal).toBe(3);
    expect(clocks('2026-03-11', { holds: [{ from: d('2026-03-05'), to: null }] })[0]?.internal).toBe(1);
  });

  it('a province counts without its own holidays', () => {
    const province = makeCalendar({ version: 2, years: [{ year: 2026, rest: ['2026-03-10'], makeUp: [] }] });
    const [clock] = clocks('2026-03-11', { calendarOf: (body) => (body === 'province' ? province : calendar) });
    expect(clock?.internal).toBe(4);
  });

  it('property: what is used and what is paused make the days since the start', () => {
    const dates = fc.integer({ min: dayNumber('2026-03-04'), max: dayNumber('2026-11-30') }).map(legalDate);
    const gap = fc.integer({ min: 0, max: 40 });
    const cause = fc.constantFrom('request' as const, 'expert' as const, 'hold' as const);
    fc.assert(
      fc.property(dates, gap, gap, gap, cause, (start: LegalDate, before, length, after, why) => {
        const from = legalDate(dayNumber(start) + before);
        const to = legalDate(dayNumber(from) + length);
        const until = legalDate(dayNumber(to) + after);
        const rows = [
          commitment(start, [
            { kind: 'paused', at, on: from, cause: why },
            { kind: 'resumed', at, on: to, cause: why },
          ]),
        ];
        const found = clocks(until, { rows })[0]?.commitment;
        expect((found?.used ?? 0) + (found?.paused ?? 0)).toBe(workingDaysAfter(calendar, start, until));
        expect((found?.used ?? 0) + (found?.left ?? 0)).toBe(20);
        expect(found?.paused).toBe(workingDaysAfter(calendar, from, to));
      }),
    );
  });
});
