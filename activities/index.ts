import { openOffice } from '../libs/casework/office';
import type { CaseActivities } from '../libs/contracts/messages';
import { makeTransferring, type Transferring, type TransferSettings } from './archive.activities';
import { makeCalendarCarrying, type CalendarCarrying } from './calendar.activities';
import { makeCaseActivities } from './cases.activities';
import { makeDelivering, type Delivering } from './delivery.activities';
import { makeFileKeeping, type FileKeeping, type FileKeepingSettings } from './files.activities';

export type { Transferring } from './archive.activities';
export type { CalendarCarrying } from './calendar.activities';
export type { Delivering, Failure, Letter } from './delivery.activities';
export type { FileKeeping } from './files.activities';

export interface OpenActivities {
  activities: CaseActivities;
  calendar: CalendarCarrying;
  files: FileKeeping;
  delivering: Delivering;
  transferring: Transferring;
  close(): Promise<void>;
}

/** Opens the office and gives the activities that work in it, so that a worker knows no casework. */
export async function makeActivities(
  settings: Parameters<typeof openOffice>[0] &
    FileKeepingSettings &
    TransferSettings & { delivery: Parameters<typeof makeDelivering>[1] },
): Promise<OpenActivities> {
  const office = await openOffice(settings);
  return {
    activities: makeCaseActivities(office),
    calendar: makeCalendarCarrying(office),
    files: makeFileKeeping(office, settings),
    delivering: makeDelivering(office, settings.delivery),
    transferring: makeTransferring(office, settings),
    close: () => office.close(),
  };
}
