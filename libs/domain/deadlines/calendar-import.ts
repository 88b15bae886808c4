import {
  calendarProblem,
  HolidayNoticeFile,
  type CalendarDay,
  type CalendarNotice,
  type CalendarProblem,
  type CalendarProblemCode,
} from '../../contracts/calendar';
import { type Calendar, standingOf } from './calendar';
import { type DayNumber, dayNumber, fromParts, isWeekend, legalDate, yearOf } from './civil';
import { readJsonLines } from './json-lines';
import { readNoticeText, type NoticeEntry } from './notice-text';

/** What is to be imported: the notice of one year, of the nation or of one province. */
export interface CalendarImport {
  year: number;
  /** Two-digit code; null for the national calendar. */
  province: string | null;
  content: string;
  /** Of the paper, for the typed form; a JSON file names its own. */
  notice: CalendarNotice | null;
}

export type Understood =
  { ok: true; notice: CalendarNotice | null; days: CalendarDay[] } | { ok: false; problems: CalendarProblem[] };

interface Entries {
  notice: CalendarNotice | null;
  entries: NoticeEntry[];
  problems: CalendarProblem[];
}

const longestHoliday = 15;
/** A notice reaches back to the weekend before New Year's Day at most. */
const firstOfNeighbour = { month: 12, day: 21 };

/**
 * Reads and checks a notice: JSON in the shape of `config/reference/holidays-2026.json` where the text begins with
 * `{`, else typed ranges (grammar: `readNoticeText`). Every problem is named with its line; with one problem nothing is
 * answered. `national` is the calendar of now, over which a province's days are laid.
 */
export function understandNotice(given: CalendarImport, national: Calendar): Understood {
  const read = given.content.trimStart().startsWith('{') ? readNoticeFile(given) : readNoticeText(given.content);
  const problems = [...read.problems];
  if (given.province === null && read.entries.length === 0 && problems.length === 0) {
    problems.push(calendarProblem(1, 'no-holidays'));
  }
  const days = daysOf(read.entries, given, problems);
  if (given.province !== null) checkProvince(days, given.year, national, problems);
  if (problems.length > 0) return { ok: false, problems: problems.sort((a, b) => a.line - b.line) };
  return { ok: true, notice: read.notice ?? given.notice, days: days.map(({ line: _line, ...day }) => day) };
}

function readNoticeFile(given: CalendarImport): Entries {
  const read = readJsonLines(given.content);
  if (!read.ok) return { notice: null, entries: [], problems: [calendarProblem(read.line, 'not-json')] };
  const parsed = HolidayNoticeFile.safeParse(read.value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) =>
      calendarProblem(read.lineOf(issue.path), 'wrong-shape', { path: issue.path.map(String).join('.') || '{}' }),
    );
    return { notice: null, entries: [], problems };
  }
  const { year, source, holidays, makeUp } = parsed.data;
  const problems: CalendarProblem[] = [];
  if (year !== given.year)
    problems.push(calendarProblem(read.lineOf(['year']), 'wrong-year', { given: year, year: given.year }));
  const rest = holidays.map((row, index): NoticeEntry => ({
    line: read.lineOf(['holidays', index, 'from']),
    kind: 'rest',
    name: row.name.zh,
    from: row.from,
    to: row.to,
  }));
  const worked = makeUp.map((row, index): NoticeEntry => {
    const line = read.lineOf(['makeUp', index, 'date']);
    const holiday = holidays.find((one) => one.slug === row.holiday);
    if (!holiday) problems.push(calendarProblem(line, 'unknown-holiday', { text: row.holiday }));
    return { line, kind: 'make-up', name: holiday?.name.zh ?? '', from: row.date, to: row.date };
  });
  const title = source.title?.zh ?? source.title?.en ?? '';
  const date = source.date !== null && /^\d{4}-\d\d-\d\d$/.test(source.date) ? source.date : null;
  return { notice: { title, number: source.number, date }, entries: [...rest, ...worked], problems };
}

type GivenDay = CalendarDay & { line: number };

/** Every day of the entries once, with the problems found on the way. */
function daysOf(entries: readonly NoticeEntry[], given: CalendarImport, problems: CalendarProblem[]): GivenDay[] {
  const found = new Map<DayNumber, GivenDay>();
  for (const entry of entries) {
    const { line, kind, name } = entry;
    const problem = (code: CalendarProblemCode, facts: Record<string, string | number>) =>
      problems.push(calendarProblem(line, code, facts));
    const [from, to] = [dayNumber(entry.from), dayNumber(entry.to)];
    if (to < from) problem('before-from', { from: entry.from, to: entry.to });
    else if (to - from >= longestHoliday) problem('too-long', { days: to - from + 1 });
    else {
      for (let at = from; at <= to; at += 1) {
        const day = legalDate(at);
        const before = found.get(at);
        if (!isWithin(at, given.year)) problem('other-year', { day, year: given.year });
        else if (before) problem(before.kind === kind ? 'overlap' : 'rest-and-make-up', { day, line: before.line });
        else if (kind === 'make-up' && !isWeekend(at)) problem('make-up-on-weekday', { day });
        else found.set(at, { day, kind, name, line });
      }
    }
  }
  return [...found.entries()].sort(([a], [b]) => a - b).map(([, day]) => day);
}

const isWithin = (day: DayNumber, year: number): boolean =>
  yearOf(day) === year ||
  (day < fromParts(year, 1, 1) && day >= fromParts(year - 1, firstOfNeighbour.month, firstOfNeighbour.day));

/** Local rest days are laid over the national calendar: only a working day of it can become one. */
function checkProvince(days: readonly GivenDay[], year: number, national: Calendar, problems: CalendarProblem[]): void {
  if (!national.years.has(year)) problems.push(calendarProblem(1, 'year-not-covered', { year }));
  for (const { day, kind, line } of days) {
    const standing = standingOf(national, dayNumber(day));
    if (kind === 'make-up') problems.push(calendarProblem(line, 'make-up-in-province', { day }));
    else if (yearOf(dayNumber(day)) !== year) problems.push(calendarProblem(line, 'other-year', { day, year }));
    else if (standing.covered && !standing.working) problems.push(calendarProblem(line, 'not-a-working-day', { day }));
  }
}
