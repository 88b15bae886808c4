import { calendarProblem, type CalendarDay, type CalendarNotice, type CalendarProblem } from '../../contracts/calendar';
import { dayNumber } from './civil';

/** A line of the notice: days in a row, as they were given. */
export interface NoticeEntry {
  line: number;
  kind: CalendarDay['kind'];
  name: string;
  from: string;
  to: string;
}

export interface NoticeText {
  /** What the head lines said of the paper; null where there was none. */
  notice: CalendarNotice | null;
  entries: NoticeEntry[];
  problems: CalendarProblem[];
}

const heads: Record<string, keyof CalendarNotice> = {
  标题: 'title',
  title: 'title',
  文号: 'number',
  number: 'number',
  日期: 'date',
  date: 'date',
};
const headLine = /^(标题|文号|日期|title|number|date)\s*[:：]\s*(.+)$/i;
const makeUpMark = /\s(?:补班|上班|make-up|makeup)\s*[:：]?(?=\s|\d|$)/i;
const dateShape = String.raw`\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|年\d{1,2}月\d{1,2}日)`;
const spanShape = new RegExp(`^(${dateShape})(?:\\s*(?:~|～|—|–|至|到|to)\\s*(${dateShape}))?$`, 'i');
/** Between two dates, where only a space parts them. */
const gap = new RegExp(`(${dateShape})\\s+(?=${dateShape})`, 'gi');
const firstDate = /\d{4}[-/年]/;

/**
 * The notice typed line by line:
 *
 *     标题：国务院办公厅关于2027年部分节假日安排的通知     (or title: … — also 文号/number, 日期/date; all optional)
 *     元旦 2027-01-01~2027-01-03 补班 2027-01-04
 *     National Day 2027-10-01 to 2027-10-07 make-up 2027-09-26, 2027-10-09
 *     # lines that begin with # and empty lines say nothing
 *
 * A line is a name, one or more spans (`date` or `date~date`), and after `补班` or `make-up` the days worked for it.
 * Spans are parted by commas (，、,), semicolons or nothing but a space. Dates are `2027-01-01`, `2027/1/1` or `2027年1月1日`.
 */
export function readNoticeText(text: string): NoticeText {
  const read: NoticeText = { notice: null, entries: [], problems: [] };
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.replace(/^\uFEFF/, '').trim();
    if (line !== '' && !line.startsWith('#')) readLine(line, index + 1, read);
  });
  return read;
}

function readLine(text: string, line: number, read: NoticeText): void {
  const head = headLine.exec(text);
  if (head) {
    readHead(head[1] ?? '', (head[2] ?? '').trim(), line, read);
    return;
  }
  const problem = (code: Parameters<typeof calendarProblem>[1], facts = {}) => {
    read.problems.push(calendarProblem(line, code, facts));
  };
  const mark = makeUpMark.exec(text);
  const holiday = mark ? text.slice(0, mark.index) : text;
  const datesAt = firstDate.exec(holiday)?.index ?? holiday.length;
  const name = holiday.slice(0, datesAt).replace(/[\s:：]+$/, '');
  if (name === '') problem('name-missing');
  if (datesAt === holiday.length) {
    problem('dates-missing');
    return;
  }
  readSpans(holiday.slice(datesAt), { line, kind: 'rest', name }, read);
  if (!mark) return;
  const worked = text.slice(mark.index + mark[0].length).trim();
  if (worked === '') problem('make-up-dates-missing');
  else readSpans(worked, { line, kind: 'make-up', name }, read);
}

function readHead(head: string, value: string, line: number, read: NoticeText): void {
  const field = heads[head.toLowerCase()];
  if (!field) return;
  const plain = field === 'date' ? isoDate(value) : value;
  if (plain === null) {
    read.problems.push(calendarProblem(line, 'not-a-date', { text: value }));
    return;
  }
  read.notice = { title: '', number: null, date: null, ...read.notice, [field]: plain };
}

function readSpans(text: string, at: Pick<NoticeEntry, 'line' | 'kind' | 'name'>, read: NoticeText): void {
  const parts = text
    .replace(gap, '$1,')
    .split(/[,，、;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const part of parts) {
    const span = spanShape.exec(part);
    if (!span) {
      read.problems.push(calendarProblem(at.line, 'not-understood', { text: part }));
      continue;
    }
    const [, first = '', last = first] = span;
    const [from, to] = [isoDate(first), isoDate(last)];
    if (from === null || to === null) {
      read.problems.push(calendarProblem(at.line, 'not-a-date', { text: from === null ? first : last }));
    } else read.entries.push({ ...at, from, to });
  }
}

/** `YYYY-MM-DD` of a typed date; null where there is no such day. */
function isoDate(text: string): string | null {
  const parts = text.match(/\d+/g);
  if (parts?.length !== 3) return null;
  const date = parts.map((part, index) => part.padStart(index === 0 ? 4 : 2, '0')).join('-');
  try {
    dayNumber(date);
    return date;
  } catch {
    return null;
  }
}
