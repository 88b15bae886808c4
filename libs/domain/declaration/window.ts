import type { LegalDate } from '../../contracts/deadlines';
import type { Programme } from '../../contracts/programme';
import type { Calendar } from '../deadlines/calendar';
import { dueOf } from '../deadlines/due';
import { endOfDay, legalDateOf } from '../deadlines/legal-day';

export interface Window {
  windowOpens: LegalDate;
  windowCloses: LegalDate;
}

/**
 * Whether a call's window is open at a legal instant (epoch ms): from its first day to the instant at which the
 * programme's own limit of the declaration ends, the same that a signature is judged by.
 */
export function isWindowOpen(call: Window, programme: Programme, calendar: Calendar, now: number): boolean {
  return call.windowOpens <= legalDateOf(now, programme.day) && now <= windowEnd(call, programme, calendar);
}

function windowEnd(call: Window, programme: Programme, calendar: Calendar): number {
  const limit = programme.deadlines.find((one) => one.subject === 'duty' && one.stage === 'declaration' && !one.step);
  const row = { startsOn: call.windowOpens, adjustments: [], callDates: { ...call } };
  const due = limit && dueOf({ rule: limit.rule, ...row }, calendar, programme.day);
  return due?.dueAt ?? endOfDay(call.windowCloses, programme.day);
}
