import type { LegalDate, LegalDay } from '../../contracts/deadlines';
import { makeCalendar } from './calendar';
import { instantAt } from './legal-day';
import { changesSince, legalWeek, overdueAsOf, weekBefore, type DatedRow } from './overdue-as-of';

const day: LegalDay = {
  zone: 'Asia/Shanghai',
  endsAt: { value: '17:30', basis: 'proposal' },
  rungAt: { value: '09:00', basis: 'proposal' },
  jitterMinutes: { value: 30, basis: 'proposal' },
};
const date = (text: string) => text as LegalDate;
const at = (text: string, time = '12:00') => instantAt(date(text), time, 'Asia/Shanghai');
// The holiday of October 2026, with its make-up days.
const rest = ['01', '02', '05', '06', '07'].map((one) => `2026-10-${one}`);
const calendar = makeCalendar({
  version: 1,
  years: [{ year: 2026, rest, makeUp: ['2026-09-20', '2026-10-10'] }],
  provinces: new Map(),
});
const row = (key: string, change: Partial<DatedRow> = {}): DatedRow => ({
  key,
  rule: { kind: 'working-days', days: 5 },
  startsOn: date('2026-09-17'),
  openedAt: at('2026-09-17'),
  adjustments: [],
  callDates: {},
  day,
  ...change,
});
const list = (rows: DatedRow[], instant: number) =>
  overdueAsOf(rows, instant, () => calendar).map((one) => [one.row.key, one.dueOn, one.days]);

describe('what was overdue at an instant', () => {
  // 18 September is a Friday, the 20th a worked Sunday: five days end on the 23rd.
  it('begins a millisecond after the end of the due day, and counts working days alone', () => {
    const due = at('2026-09-23', '17:30');
    expect(list([row('a')], due)).toEqual([]);
    expect(list([row('a')], due + 1)).toEqual([['a', '2026-09-23', 0]]);
    expect(list([row('a')], at('2026-09-30'))).toEqual([['a', '2026-09-23', 5]]);
    // Over the holiday not a day is added, until the worked Saturday of the week after.
    expect(list([row('a')], at('2026-10-07'))).toEqual([['a', '2026-09-23', 5]]);
    expect(list([row('a')], at('2026-10-10'))).toEqual([['a', '2026-09-23', 8]]);
  });

  it('knows only what had been written down by then', () => {
    const met = row('met', { adjustments: [{ kind: 'met', at: at('2026-09-28'), on: date('2026-09-28') }] });
    const extended = row('extended', { adjustments: [{ kind: 'extended', at: at('2026-09-28'), days: 20 }] });
    const cancelled = row('cancelled', { adjustments: [{ kind: 'cancelled', at: at('2026-09-28') }] });
    const later = row('later', { openedAt: at('2026-09-28') });
    const rows = [met, extended, cancelled, later];
    expect(list(rows, at('2026-09-27')).map(([key]) => key)).toEqual(['cancelled', 'extended', 'met']);
    expect(list(rows, at('2026-09-29')).map(([key]) => key)).toEqual(['later']);
  });

  it('is not overdue while a pause leaves the date open, and takes the pause off afterwards', () => {
    const adjustments: DatedRow['adjustments'] = [
      { kind: 'paused', at: at('2026-09-21'), on: date('2026-09-21') },
      { kind: 'resumed', at: at('2026-09-28'), on: date('2026-09-28') },
    ];
    expect(list([row('a', { adjustments })], at('2026-09-27'))).toEqual([]);
    expect(list([row('a', { adjustments })], at('2026-10-08'))).toEqual([['a', '2026-09-30', 1]]);
  });

  it('tells what is new, what is over and what goes on from one week to the next', () => {
    const gone = row('gone', { adjustments: [{ kind: 'met', at: at('2026-09-29'), on: date('2026-09-29') }] });
    const fresh = row('fresh', { startsOn: date('2026-09-22'), openedAt: at('2026-09-22') });
    const rows = [gone, fresh, row('still')];
    const week = legalWeek('2026-W40');
    if (!week) throw new Error('no week');
    const [before, now] = [weekBefore(week), week].map((one) => overdueAsOf(rows, one.end, () => calendar));
    const changes = changesSince(before ?? [], now ?? []);
    expect(changes.fresh.map((one) => one.row.key)).toEqual(['fresh']);
    expect(changes.resolved.map((one) => one.row.key)).toEqual(['gone']);
    expect(changes.still.map((one) => [one.row.key, one.days, one.more])).toEqual([['still', 5, 3]]);
    // A recall goes on in a new row: neither new nor over.
    const again = { ...gone, openedAt: at('2026-09-29', '13:00'), adjustments: [] };
    const then = overdueAsOf([gone, again], week.end, () => calendar);
    expect(
      changesSince(
        overdueAsOf([gone, again], weekBefore(week).end, () => calendar),
        then,
      ),
    ).toMatchObject({
      fresh: [],
      resolved: [],
      still: [{ more: 3 }],
    });
  });
});

describe('a legal week', () => {
  it.each([
    ['2026-W47', '2026-11-16', '2026-11-22'],
    ['2026-W01', '2025-12-29', '2026-01-04'],
    ['2026-W53', '2026-12-28', '2027-01-03'],
    ['2024-W01', '2024-01-01', '2024-01-07'],
    ['2021-W01', '2021-01-04', '2021-01-10'],
  ])('%s is %s to %s', (text, monday, sunday) => {
    const week = legalWeek(text);
    expect(week).toEqual({ monday, sunday, end: at(sunday, '00:00') + 86_400_000 - 1 });
  });

  it('is none that the year does not have', () => {
    expect([legalWeek('2025-W53'), legalWeek('2026-W54'), legalWeek('2026-W00')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
