import type { Adjustment, Ladder, LimitRule } from '../../contracts/deadlines';
import { lightWords } from '../../contracts/deadlines-words';
import { dueOf } from './due';
import { legalDateOf } from './legal-day';
import { lightOf } from './light';
import { beijing, calendar2026, d, day } from '../../../test/support/deadlines/calendar-2026';

const calendar = calendar2026();
const ladder: Ladder = {
  reminders: [{ id: 'r2', offset: -2, to: ['holder'], basis: 'proposal' }],
  escalations: [],
};

const light = (now: string, adjustments: Adjustment[] = [], startsOn = '2026-03-02') => {
  const row = dueOf({ rule: { kind: 'working-days', days: 5 }, startsOn: d(startsOn), adjustments }, calendar, day);
  return lightOf(row, beijing(now), calendar, day, ladder);
};

// Due on Monday 9 March 2026 at 17:30.
it.each([
  ['2026-03-03T10:00', { light: 'ok', days: 4 }, '剩4个工作日', '4 wd left'],
  ['2026-03-05T10:00', { light: 'due-soon', days: 2 }, '剩2个工作日', '2 wd left'],
  ['2026-03-09T17:30', { light: 'due-soon', days: 0 }, '今日到期', 'due today'],
  ['2026-03-09T17:30:00.001', { light: 'overdue', days: 0 }, '已逾期，不足1个工作日', 'overdue by less than 1 wd'],
  ['2026-03-11T00:00', { light: 'overdue', days: 2 }, '逾期2个工作日', 'overdue by 2 wd'],
])('at %s', (now, expected, zh, en) => {
  const answer = light(now);
  expect(answer).toEqual(expected);
  expect(answer && [lightWords(answer, 'zh'), lightWords(answer, 'en')]).toEqual([zh, en]);
});

it('says since when a row is paused, whatever the time', () => {
  const answer = light('2026-05-01T10:00', [{ kind: 'paused', at: beijing('2026-03-04T10:00'), on: d('2026-03-04') }]);
  expect(answer).toEqual({ light: 'paused', since: '2026-03-04', days: 3 });
  expect(answer && lightWords(answer, 'en')).toBe('paused after 4 Mar 2026');
  expect(answer && lightWords(answer, 'zh')).toBe('自2026年3月4日次日起暂停');
});

it('stays overdue where the limit was used up before the pause', () => {
  const answer = light('2026-03-12T10:00', [{ kind: 'paused', at: beijing('2026-03-10T10:00'), on: d('2026-03-10') }]);
  expect(answer).toEqual({ light: 'overdue', days: 3 });
});

it('shows a provisional row as such until it is near', () => {
  expect(light('2026-12-29T10:00', [], '2026-12-29')).toEqual({ light: 'provisional', days: 5 });
  expect(light('2027-01-04T10:00', [], '2026-12-29')).toEqual({ light: 'due-soon', days: 1 });
});

it('does not say today of a due date on a rest day ahead', () => {
  const rule: LimitRule = { kind: 'calendar-days', days: 6 };
  const row = dueOf({ rule, startsOn: d('2026-03-02'), adjustments: [] }, calendar, day);
  expect(row.dueOn).toBe('2026-03-08');
  expect(lightOf(row, beijing('2026-03-07T10:00'), calendar, day, null)).toEqual({ light: 'ok', days: 1 });
  expect(lightOf(row, beijing('2026-03-08T10:00'), calendar, day, null)).toEqual({ light: 'due-soon', days: 0 });
});

it('has no light for a row that is over', () => {
  expect(light('2026-03-05T10:00', [{ kind: 'met', at: beijing('2026-03-05T09:00'), on: d('2026-03-05') }])).toBeNull();
  expect(light('2026-03-05T10:00', [{ kind: 'cancelled', at: beijing('2026-03-05T09:00') }])).toBeNull();
});

it('changes the civil date at midnight in Beijing', () => {
  expect(legalDateOf(Date.UTC(2026, 2, 8, 15, 59, 59, 999), day)).toBe('2026-03-08');
  expect(legalDateOf(Date.UTC(2026, 2, 8, 16), day)).toBe('2026-03-09');
});
