import type { LegalDate, LegalDay } from '../../contracts/deadlines';
import { dayNumber, legalDate } from './civil';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Minutes east of UTC. Asia/Shanghai has had no summer time since 1992; instants before that are not computed here. */
const OFFSET_MINUTES: Record<LegalDay['zone'], number> = { 'Asia/Shanghai': 480 };

/** The instant (epoch ms) of `HH:MM` on a civil date of the zone. */
export function instantAt(date: LegalDate, time: string, zone: LegalDay['zone']): number {
  const [hours, minutes] = time.split(':').map(Number);
  const minuteOfDay = (hours ?? Number.NaN) * 60 + (minutes ?? Number.NaN);
  if (Number.isNaN(minuteOfDay)) throw new RangeError(`not a time: ${time}`);
  return dayNumber(date) * DAY + (minuteOfDay - OFFSET_MINUTES[zone]) * MINUTE;
}

/** The end of the legal day: what is done at this instant is still in time, one millisecond later it is late. */
export function endOfDay(date: LegalDate, day: LegalDay): number {
  return instantAt(date, day.endsAt.value, day.zone);
}

/** The civil date of an instant (epoch ms) in the legal zone. */
export function legalDateOf(epochMs: number, day: Pick<LegalDay, 'zone'>): LegalDate {
  return legalDate(Math.floor((epochMs + OFFSET_MINUTES[day.zone] * MINUTE) / DAY));
}
