import { carryCalendar } from '../../../libs/casework/deadlines/carry-calendar';
import {
  prepareCalendarImport,
  publishCalendarImport,
  type PublishedCalendar,
} from '../../../libs/casework/deadlines/import-calendar';
import type { Office } from '../../../libs/casework/office';
import type { Id } from '../../../libs/contracts/ids';
import { CalendarJobRepository, type CalendarJob } from '../../../libs/persistence/deadlines/calendar-job-repository';
import { actorNamed } from '../actors';
import { key } from '../case-player';

const notice = { title: '示例：节假日安排的通知', number: null, date: '2026-11-05' };

export async function prepare(
  office: Office,
  content: string,
  year = 2027,
  as = 'nhc.handler1',
  province: string | null = null,
) {
  const actor = await actorNamed(office, as);
  return (await prepareCalendarImport(actor, { year, province, content, notice, key: key() }, office)).id;
}

export const versionOf = (office: Office): Promise<number> =>
  office.database.read((sql) => new CalendarJobRepository(sql).currentVersion());

export async function publish(
  office: Office,
  draftId: Id<'calendarDraft'>,
  as = 'nhc.signatory',
  calendarVersion?: number,
): Promise<PublishedCalendar> {
  const actor = await actorNamed(office, as);
  const version = calendarVersion ?? (await versionOf(office));
  return publishCalendarImport(actor, { draftId, calendarVersion: version, key: key() }, office);
}

/** Prepared by the handler, published by the signatory. */
export const importNotice = async (office: Office, content: string, year = 2027): Promise<PublishedCalendar> =>
  publish(office, await prepare(office, content, year));

export async function carryAll(office: Office): Promise<void> {
  while (await carryCalendar(office, { cases: 50, milliseconds: 60_000 }));
}

export async function jobOf(office: Office, id: Id<'calendarJob'>): Promise<CalendarJob> {
  const job = await office.database.read((sql) => new CalendarJobRepository(sql).find(id));
  if (!job) throw new Error('no job');
  return job;
}

/** What the calendar of now says of a day: nothing for one that is as its weekday has it. */
export async function dayKinds(office: Office, days: string[]): Promise<(string | null)[]> {
  const rows = await office.database.read((sql) =>
    sql.rows<{ day: string; kind: string }>('SELECT day, kind FROM calendar_day'),
  );
  return days.map((day) => rows.find((row) => row.day === day)?.kind ?? null);
}
