import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarProblem, type CalendarNotice } from '../../contracts/calendar';
import { beijing, calendar2026, d, day } from '../../../test/support/deadlines/calendar-2026';
import { calendarOf, makeCalendar, workingDayStatus, type Calendar } from './calendar';
import { understandNotice } from './calendar-import';
import { dueOf } from './due';
import { readJsonLines } from './json-lines';

const file = readFileSync(join(__dirname, '../../../config/reference/holidays-2026.json'), 'utf8');
const notice: CalendarNotice = { title: '示例通知', number: null, date: '2026-11-05' };
const typed = [
  '# 2027',
  '元旦 2027-01-01~2027-01-03 补班 2026-12-26',
  '春节：2027年2月5日至2027年2月11日 补班 2027-01-30、2027-02-20',
  '',
  'National Day 2027/10/1 to 2027/10/7 make-up 2027-09-26, 2027-10-09',
].join('\n');

const read = (content: string, year = 2027, province: string | null = null, national: Calendar = calendar2026()) =>
  understandNotice({ year, province, content, notice }, national);
const problems = (...given: Parameters<typeof read>) => {
  const understood = read(...given);
  return understood.ok ? [] : understood.problems.map(({ line, code }) => [line, code]);
};
const daysOf = (...given: Parameters<typeof read>) => {
  const understood = read(...given);
  if (!understood.ok) throw new Error(JSON.stringify(understood.problems));
  return understood.days;
};
/** 2026 as it is, with what the notice of 2027 says of both years. */
const with2027 = (): Calendar => {
  const base = calendar2026().years.get(2026);
  const given = daysOf(typed);
  const of = (year: number, kind: string) =>
    given.filter((one) => one.kind === kind && one.day.startsWith(String(year))).map((one) => one.day);
  const text = (days: ReadonlySet<number> | undefined) =>
    [...(days ?? [])].map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
  return makeCalendar({
    version: 2,
    years: [
      {
        year: 2026,
        rest: [...text(base?.rest), ...of(2026, 'rest')],
        makeUp: [...text(base?.makeUp), ...of(2026, 'make-up')],
      },
      { year: 2027, rest: of(2027, 'rest'), makeUp: of(2027, 'make-up') },
    ],
  });
};

describe('days parted by a space alone', () => {
  it('are read like those parted by commas, and a mistake among them is named', () => {
    const spaced = '国庆 2027-10-01 至 2027-10-07 2027-12-31 补班 2027-09-26 2027年10月9日';
    expect(daysOf(spaced)).toEqual(daysOf('国庆 2027-10-01~2027-10-07、2027-12-31 补班 2027-09-26，2027-10-09'));
    expect(problems('国庆 2027-10-01 2027-02-30')).toEqual([[1, 'not-a-date']]);
  });
});

describe('a notice as a file', () => {
  it('gives the days of the known notice of 2026', () => {
    const days = daysOf(file, 2026);
    expect(days.filter((one) => one.kind === 'make-up').map((one) => one.day)).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
    expect(days.filter((one) => one.kind === 'rest')).toHaveLength(3 + 9 + 3 + 5 + 3 + 3 + 7);
    expect(days[0]).toEqual({ day: '2026-01-01', kind: 'rest', name: '元旦' });
  });

  it('takes title and date of the paper from the file', () => {
    const understood = read(file, 2026);
    expect(understood.ok && understood.notice).toEqual({
      title: '国务院办公厅关于2026年部分节假日安排的通知',
      number: null,
      date: '2025-11-04',
    });
  });

  const lineOf = (text: string, found: string) => text.slice(0, text.indexOf(found)).split('\n').length;
  it.each([
    ['a comma too many', file.replace('"makeUp": [', '"makeUp": [,'), '"makeUp"', 'not-json'],
    ['a missing field', file.replace('"slug": "qingming",', ''), '"qingming", "en"', 'wrong-shape'],
    ['another year', file.replace('"year": 2026', '"year": 2025'), '"year"', 'wrong-year'],
    [
      'an end before the beginning',
      file.replace('"to": "2026-01-03"', '"to": "2025-12-31"'),
      '"from": "2026-01-01"',
      'before-from',
    ],
    ['a make-up day on a weekday', file.replace('2026-02-28', '2026-03-02'), '2026-03-02', 'make-up-on-weekday'],
    [
      'a make-up day that rests',
      file.replace('2026-02-28', '2026-02-15'),
      '2026-02-15", "holiday"',
      'rest-and-make-up',
    ],
    [
      'a make-up day of no holiday',
      file.replace('"2026-01-04", "holiday": "new-year"', '"2026-01-04", "holiday": "new"'),
      '2026-01-04',
      'unknown-holiday',
    ],
    [
      'the next year',
      file.replace('"to": "2026-10-07"', '"to": "2027-01-01"').replace('"from": "2026-10-01"', '"from": "2026-12-31"'),
      '2026-12-31',
      'other-year',
    ],
  ])('%s names its line', (_, text, found, code) => {
    const all = problems(text, 2026);
    expect(all[0]?.[1]).toBe(code);
    if (code !== 'wrong-shape') expect(all[0]?.[0]).toBe(lineOf(text, found));
    else expect(all[0]?.[0]).toBe(lineOf(text, '{ "zh": "清明节"') - 2);
  });
});

describe('a notice typed as ranges', () => {
  it('reads spans in three ways of writing, with the days worked for them', () => {
    const days = daysOf(typed);
    expect(days).toContainEqual({ day: '2026-12-26', kind: 'make-up', name: '元旦' });
    expect(days.filter((one) => one.name === '春节').map((one) => one.day)).toEqual([
      '2027-01-30',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-02-09',
      '2027-02-10',
      '2027-02-11',
      '2027-02-20',
    ]);
    expect(days.filter((one) => one.name === 'National Day')).toHaveLength(9);
  });

  it('takes the paper from its head lines', () => {
    const understood = read(`标题：另一通知\n文号: 示办发〔2026〕7号\n日期：2026年11月4日\n${typed}`);
    expect(understood.ok && understood.notice).toEqual({
      title: '另一通知',
      number: '示办发〔2026〕7号',
      date: '2026-11-04',
    });
  });

  it.each<[string, string, [number, string][]]>([
    ['nothing at all', '\n# only words\n', [[1, 'no-holidays']]],
    ['no dates', '元旦 2027-01-01\n春节', [[2, 'dates-missing']]],
    ['no name', '2027-01-01~2027-01-03', [[1, 'name-missing']]],
    ['no such day', '\n元旦 2027-02-30', [[2, 'not-a-date']]],
    ['what is no date', '元旦 2027-01-01~2027-01-03 补班 周日', [[1, 'not-understood']]],
    ['a mark without days', '元旦 2027-01-01 补班', [[1, 'make-up-dates-missing']]],
    ['overlapping lines', '元旦 2027-01-01~2027-01-03\n元旦假 2027-01-03', [[2, 'overlap']]],
    ['a day that is both', '元旦 2027-01-01~2027-01-03\n春节 2027-02-05 补班 2027-01-02', [[2, 'rest-and-make-up']]],
    ['a weekday made up', '元旦 2027-01-01 补班 2027-01-04', [[1, 'make-up-on-weekday']]],
    ['a typing slip in the month', '元旦 2027-01-01~2027-03-01', [[1, 'too-long']]],
    ['middle of December before', '元旦 2026-12-20', [[1, 'other-year']]],
    ['the year after', '元旦 2028-01-01', [[1, 'other-year']]],
    [
      'several at once',
      '元旦 2027-01-01 补班 2027-01-04\n春节\n国庆 2027-10-07~2027-10-01',
      [
        [1, 'make-up-on-weekday'],
        [2, 'dates-missing'],
        [3, 'before-from'],
      ],
    ],
  ])('%s: line and reason', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('says why in both languages', () => {
    expect(calendarProblem(3, 'make-up-on-weekday', { day: '2027-01-04' }).reason).toEqual({
      zh: '补班日2027-01-04不是周六或周日',
      en: 'the make-up day 2027-01-04 is not a Saturday or Sunday',
    });
  });
});

describe('local holidays of a province', () => {
  it('lie over the national calendar, for the province alone', () => {
    const base = calendar2026();
    expect(daysOf('三月三 2026-04-20~2026-04-21', 2026, '45')).toHaveLength(2);
    const local = makeCalendar({
      version: 2,
      years: [{ year: 2026, rest: [], makeUp: ['2026-10-10'] }],
      provinces: new Map([['45', ['2026-04-20', '2027-04-09']]]),
    });
    expect(workingDayStatus(calendarOf(local, 'province', '45'), d('2026-04-20'))).toBe('rest');
    expect(workingDayStatus(calendarOf(local, 'province', '41'), d('2026-04-20'))).toBe('working');
    expect(workingDayStatus(calendarOf(local, 'nation', '45'), d('2026-04-20'))).toBe('working');
    expect(workingDayStatus(calendarOf(local, 'province', '45'), d('2027-04-09'))).toBe('not_covered');
    expect(calendarOf(base, 'province', '45')).toBe(base);
  });

  it('need a covered year, a working day, and no make-up', () => {
    expect(problems('三月三 2027-04-09', 2027, '45')).toEqual([[1, 'year-not-covered']]);
    expect(problems('三月三 2026-04-18', 2026, '45')).toEqual([[1, 'not-a-working-day']]);
    expect(problems('三月三 2026-10-02', 2026, '45')).toEqual([[1, 'not-a-working-day']]);
    expect(problems('三月三 2026-04-20 补班 2026-04-26', 2026, '45')).toEqual([[1, 'make-up-in-province']]);
    expect(problems('', 2026, '45')).toEqual([]);
  });
});

describe('limits over the imported year', () => {
  const limit = (rule: Parameters<typeof dueOf>[0]['rule'], startsOn: string, calendar: Calendar) =>
    dueOf({ rule, startsOn: d(startsOn), adjustments: [] }, calendar, day);

  it('a make-up Saturday is a due day', () => {
    expect(limit({ kind: 'working-days', days: 5 }, '2026-09-28', calendar2026())).toMatchObject({
      dueOn: '2026-10-10',
      dueAt: beijing('2026-10-10T17:30'),
    });
    expect(limit({ kind: 'fixed-date', date: d('2026-10-10'), roll: 'next' }, '2026-09-01', calendar2026()).dueOn).toBe(
      '2026-10-10',
    );
  });

  it('31 January of the next year: Sunday until the notice, and the Saturday before it is worked', () => {
    const rule = { kind: 'yearly', month: 1, day: 31, yearOffset: 1, roll: 'next' } as const;
    expect(limit(rule, '2026-03-01', calendar2026())).toMatchObject({ dueOn: '2027-02-01', provisional: true });
    expect(limit(rule, '2026-03-01', with2027())).toMatchObject({ dueOn: '2027-02-01', provisional: false });
    expect(limit({ ...rule, roll: 'previous' }, '2026-03-01', calendar2026()).dueOn).toBe('2027-01-29');
    expect(limit({ ...rule, roll: 'previous' }, '2026-03-01', with2027()).dueOn).toBe('2027-01-30');
  });

  it('a day worked at the end of December counts in the year it lies in', () => {
    expect(limit({ kind: 'working-days', days: 1 }, '2026-12-25', calendar2026()).dueOn).toBe('2026-12-28');
    expect(limit({ kind: 'working-days', days: 1 }, '2026-12-25', with2027()).dueOn).toBe('2026-12-26');
  });
});

describe('readJsonLines', () => {
  it.each(['', '{', '{"a":}', '[1,]', '{"a" 1}', '[1] 2', '{a:1}', "'a'", '"a\nb"', '['.repeat(40)])(
    'refuses %j as JSON.parse does',
    (text) => {
      expect(() => JSON.parse(text) as unknown).toThrow();
      expect(readJsonLines(text).ok).toBe(false);
    },
  );

  it('answers what JSON.parse answers, with lines', () => {
    const read = readJsonLines(file);
    expect(read.ok && read.value).toEqual(JSON.parse(file));
    expect(read.ok && read.lineOf(['holidays', 0, 'nothing', 'here'])).toBe(14);
  });
});
