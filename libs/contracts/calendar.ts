import * as z from 'zod';
import { LegalDate } from './deadlines';
import type { Words } from './forms';
import { HolidayNotice } from './reference';

/** A holiday notice as a file says it; that its days make sense is checked line by line by the import. */
export const HolidayNoticeFile = z.strictObject(HolidayNotice.shape);

export const calendarDayKinds = ['rest', 'make-up'] as const;
/** One day that a notice takes out of Monday–Friday, or puts back into it. */
export const CalendarDay = z.strictObject({ day: LegalDate, kind: z.enum(calendarDayKinds), name: z.string() });
export type CalendarDay = z.infer<typeof CalendarDay>;

/** Title, number and date of the paper a calendar comes from. */
export interface CalendarNotice {
  title: string;
  number: string | null;
  date: string | null;
}

const w = (zh: string, en: string): Words => ({ zh, en });
type Facts = Record<string, string | number>;

/** What can be wrong with an import, in both languages. */
export const calendarProblems = {
  'not-json': () => w('不是有效的 JSON', 'this is not valid JSON'),
  'wrong-shape': ({ path = '' }) => w(`字段 ${path} 不符合格式`, `the field ${path} does not have the right form`),
  'not-understood': ({ text = '' }) => w(`无法识别“${text}”`, `“${text}” is not understood`),
  'not-a-date': ({ text = '' }) => w(`“${text}”不是有效日期`, `“${text}” is not a date`),
  'name-missing': () => w('缺少节日名称', 'the name of the holiday is missing'),
  'dates-missing': () => w('缺少放假日期', 'the dates of the holiday are missing'),
  'make-up-dates-missing': () => w('“补班”之后缺少日期', 'dates are missing after “make-up”'),
  'before-from': ({ from = '', to = '' }) =>
    w(`结束日期${to}早于开始日期${from}`, `the end ${to} is before the beginning ${from}`),
  'too-long': ({ days = '' }) =>
    w(`连续放假${days}天，超出合理范围`, `${days} days in a row are more than a holiday has`),
  'other-year': ({ day = '', year = '' }) =>
    w(`${day}不在${year}年，也不在上一年12月下旬`, `${day} is neither in ${year} nor at the end of December before it`),
  'wrong-year': ({ given = '', year = '' }) =>
    w(`文件年份为${given}，应为${year}`, `the file is for ${given}, not for ${year}`),
  overlap: ({ day = '', line = '' }) => w(`${day}与第${line}行重复`, `${day} is already given in line ${line}`),
  'rest-and-make-up': ({ day = '', line = '' }) =>
    w(`${day}既为放假日又为补班日（见第${line}行）`, `${day} is both a rest day and a make-up day (see line ${line})`),
  'make-up-on-weekday': ({ day = '' }) =>
    w(`补班日${day}不是周六或周日`, `the make-up day ${day} is not a Saturday or Sunday`),
  'unknown-holiday': ({ text = '' }) =>
    w(`补班对应的节日“${text}”不存在`, `there is no holiday “${text}” for this make-up day`),
  'no-holidays': () => w('没有任何放假安排', 'there is no holiday at all'),
  'make-up-in-province': ({ day = '' }) =>
    w(`地方节假日不能设补班日（${day}）`, `a local holiday has no make-up days (${day})`),
  'not-a-working-day': ({ day = '' }) =>
    w(`${day}在全国日历中已不是工作日`, `${day} is no working day of the national calendar anyway`),
  'year-not-covered': ({ year = '' }) =>
    w(`尚未发布${year}年全国日历`, `the national calendar of ${year} is not published yet`),
} as const satisfies Record<string, (facts: Facts) => Words>;
export type CalendarProblemCode = keyof typeof calendarProblems;

/** A problem of an import: line of the given text (from 1), and why, in both languages. */
export interface CalendarProblem {
  line: number;
  code: CalendarProblemCode;
  reason: Words;
}

export const calendarProblem = (line: number, code: CalendarProblemCode, facts: Facts = {}): CalendarProblem => ({
  line,
  code,
  reason: calendarProblems[code](facts),
});
