import { openOffice } from '../libs/casework/office';
import type { CaseActivities } from '../libs/contracts/messages';
import { makeCalendarCarrying, type CalendarCarrying } from './calendar.activities';
import { makeCaseActivities } from './cases.activities';
import { makeFileKeeping, type FileKeeping, type FileKeepingSettings } from './files.activities';

export type { CalendarCarrying } from './calendar.activities';
export type { FileKeeping } from './files.activities';

export interface OpenActivities {
  activities: CaseActivities;
  calendar: CalendarCarrying;
  files: FileKeeping;
  close(): Promise<void>;
}

/** Opens the office and gives the activities that work in it, so that a worker knows no casework. */
export async function makeActivities(
  settings: Parameters<typeof openOffice>[0] & FileKeepingSettings,
): Promise<OpenActivities> {
  const office = await openOffice(settings);
  return {
    activities: makeCaseActivities(office),
    calendar: makeCalendarCarrying(office),
    files: makeFileKeeping(office, settings),
    close: () => office.close(),
  };
}
