import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WorkingDays } from '../../api/types';
import { startWords, switchLanguage } from '../../words';
import { dueWords } from './due-words';

beforeAll(() => startWords('zh-CN'));

const days = (overrides: Partial<WorkingDays>): WorkingDays => ({
  today: '2026-01-05',
  until: '2026-01-08',
  count: 3,
  day: 'weekday',
  provisional: false,
  ...overrides,
});
const say = (overrides: Partial<WorkingDays>) => dueWords(days(overrides), i18next.t);

describe('the day by which an answer is wanted, in words', () => {
  it('says how many working days are left, and nothing unusual of a weekday', () => {
    expect(say({})).toEqual({ text: '距今 3 个工作日', unusual: false });
  });

  it('says that today and earlier are too early', () => {
    for (const until of ['2026-01-05', '2026-01-04'])
      expect(say({ until, count: 0 })).toEqual({ text: '须晚于今日。', unusual: true });
  });

  it('says that a day is no working day, and that a make-up Saturday is one', () => {
    expect(say({ day: 'weekend' })).toMatchObject({ text: '距今 3 个工作日；当日为周末，不是工作日', unusual: true });
    expect(say({ day: 'holiday' }).unusual).toBe(true);
    expect(say({ day: 'make-up' })).toMatchObject({ text: '距今 3 个工作日；当日为调休补班日', unusual: false });
  });

  it('says what is provisional; one day is one day in English', async () => {
    expect(say({ provisional: true }).text).toContain('日历尚未公布');
    await switchLanguage('en');
    expect(say({ count: 1 }).text).toBe('In 1 working day');
    await switchLanguage('zh-CN');
  });
});
