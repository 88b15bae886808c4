import ical, { ICalEventClass, ICalEventStatus, ICalEventTransparency } from 'ical-generator';

/** A whole day of a calendar. `date` is `YYYY-MM-DD`, instants are epoch ms. */
export interface DayEntry {
  uid: string;
  date: string;
  summary: string;
  status: 'confirmed' | 'tentative' | 'cancelled';
  sequence: number;
  modifiedAt: number;
}

const statuses = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};
const askAgainAfterSeconds = 3600;

/**
 * Whole-day entries as an iCalendar file (RFC 5545): no alarm, no place, no time; the day takes nobody's time up. It is
 * read, not sent, so it names no method: RFC 5546 would want an organizer with one.
 */
export function icalendarOf(name: string, entries: readonly DayEntry[]): string {
  const calendar = ical({
    name,
    prodId: { company: 'medical-center-review', product: 'deadlines' },
    ttl: askAgainAfterSeconds,
  });
  for (const entry of entries) {
    const modified = new Date(entry.modifiedAt);
    calendar.createEvent({
      id: entry.uid,
      allDay: true,
      start: new Date(`${entry.date}T00:00:00Z`),
      summary: entry.summary,
      status: statuses[entry.status],
      sequence: entry.sequence,
      stamp: modified,
      lastModified: modified,
      class: ICalEventClass.PRIVATE,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  // Every line ends with CRLF, the last one too; the package leaves that one open.
  return `${calendar.toString()}\r\n`;
}
