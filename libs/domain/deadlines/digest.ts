import type { LegalDate, LegalDay } from '../../contracts/deadlines';
import { standingOf, type Calendar } from './calendar';
import { dayNumber } from './civil';
import { instantAt, legalDateOf } from './legal-day';

const MINUTE = 60_000;

/**
 * The legal day whose digest a person's notifications go into now, or null while they wait. A digest goes out on
 * working days only, not before the notices of that morning have all been rung, and `marginMinutes` after the first
 * notification it carries, so that what arises together is told together. `firstAt` and `nowMs` are legal instants.
 */
export function digestDue(
  calendar: Calendar,
  day: LegalDay,
  moments: { firstAt: number; nowMs: number; marginMinutes: number },
): LegalDate | null {
  const margin = moments.marginMinutes * MINUTE;
  const today = legalDateOf(moments.nowMs, day);
  if (!standingOf(calendar, dayNumber(today)).working) return null;
  const rung = instantAt(today, day.rungAt.value, day.zone) + day.jitterMinutes.value * MINUTE;
  return moments.nowMs >= Math.max(rung, moments.firstAt) + margin ? today : null;
}
