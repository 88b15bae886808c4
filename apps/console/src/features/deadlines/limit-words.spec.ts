import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Limit } from '../../api/types';
import { startWords, switchLanguage } from '../../words';
import { limitWords } from './limit-words';

const limit = (change: Partial<Limit>): Limit => ({
  dueOn: '2026-10-23',
  dueAt: '2026-10-23T09:30:00.000Z',
  light: 'ok',
  days: 3,
  pausedSince: null,
  provisional: false,
  ...change,
});

beforeAll(() => startWords('zh-CN'));

const cases: [string, Partial<Limit>, string, string][] = [
  ['days left', { days: 3 }, '剩余 3 个工作日', '3 working days left'],
  ['one day left', { light: 'due-soon', days: 1 }, '剩余 1 个工作日', '1 working day left'],
  ['the last day', { light: 'due-soon', days: 0 }, '今日到期', 'Due today'],
  ['overdue', { light: 'overdue', days: -2 }, '逾期 2 个工作日', 'Overdue by 2 working days'],
  ['overdue on the day itself', { light: 'overdue', days: 0 }, '今日已逾期', 'Overdue since today'],
  [
    'paused',
    { light: 'paused', days: null, pausedSince: '2026-11-04' },
    '2026年11月4日次日起暂停计算',
    'Paused after 4 November 2026',
  ],
  [
    'provisional',
    { light: 'provisional', provisional: true, days: 9 },
    '剩余 9 个工作日（暂定）',
    '9 working days left (provisional)',
  ],
];

describe('words of a limit', () => {
  it.each(cases)('%s', async (_name, change, zh, en) => {
    await switchLanguage('zh-CN');
    expect(limitWords(limit(change), i18next.t, 'zh-CN').text).toBe(zh);
    expect(limitWords(limit(change), i18next.t, 'zh-CN').due).toBe('2026年10月23日');
    await switchLanguage('en');
    expect(limitWords(limit(change), i18next.t, 'en').text).toBe(en);
    expect(limitWords(limit(change), i18next.t, 'en').due).toBe('23 October 2026');
  });
});
