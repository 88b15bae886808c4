import type { WorkingDays, WorkingDaysQuery } from '../../contracts/api/calendar';
import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { calendarOf, countWorkingDays, standingOf, workingDaysAfter } from '../../domain/deadlines/calendar';
import { dayNumber, yearOf } from '../../domain/deadlines/civil';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { readCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';

const furthestDays = 3_660;

/**
 * How many working days lie between today and a day (a dozen years ahead at most), or which day is so many working days
 * away, by the calendar of the reader's body
 * on the case; the nation's for a seat of the panel. Refused as `not-found`.
 */
export function readWorkingDays(
  room: ReadingRoom,
  actor: Actor,
  caseId: Id<'case'>,
  asked: WorkingDaysQuery = {},
): Promise<WorkingDays> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const { day } = (await room.programme(sql, read.file.programmeVersionId)).content;
    const today = legalDateOf(room.legalNow(read.clockOffset), day);
    const [own = 'nation'] = [...read.bodies];
    const stored = await room.calendar(sql, read.calendarVersion);
    const calendar = calendarOf(stored, asked.body ?? own, read.file.province);
    const far = asked.count === undefined ? today : countWorkingDays(calendar, today, asked.count).on;
    const until = (asked.until ?? far) as LegalDate;
    const near = dayNumber(until) - dayNumber(today) <= furthestDays;
    const years = near ? yearsBetween(dayNumber(today), dayNumber(until)) : [];
    return {
      today,
      until,
      count: near ? workingDaysAfter(calendar, today, until) : 0,
      day: standingOf(calendar, dayNumber(until)).why,
      provisional: !near || years.some((year) => !calendar.years.has(year)),
    };
  });
}

function yearsBetween(from: number, to: number): number[] {
  const years: number[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year += 1) years.push(year);
  return years;
}
