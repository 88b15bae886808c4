import type { LegalDate } from '../../contracts/deadlines';
import type { Programme } from '../../contracts/programme';
import type { Stage } from '../../contracts/procedure';
import { countWorkingDays, workingDaysAfter, type Calendar } from '../deadlines/calendar';
import { askedDays, serviceDays, type AskedDays } from './request-rules';

/** What a province may give its hospital for items the nation asked for, beside its own time. Days are working days. */
export interface PassingDays extends AskedDays {
  /** By when the province itself has to answer; null before its own request is served. */
  ownDueOn: LegalDate | null;
  /** After so many days the notice counts as served though nobody opened it. */
  serviceDays: number;
  /** The most days with which the hospital is due, even if it never opens the notice, no later than the province itself. */
  safe: { days: number; dueOn: LegalDate } | null;
}

/** `calendar`: the hospital's. `safe` is null where not even the fewest days the programme allows would do. */
export function passingDays(
  programme: Programme,
  stage: Stage,
  calendar: Calendar,
  { today, ownDueOn }: { today: LegalDate; ownDueOn: LegalDate | null },
): PassingDays {
  const allowed = askedDays(programme, stage);
  const service = serviceDays(programme);
  const left = ownDueOn === null ? allowed.usual : workingDaysAfter(calendar, today, ownDueOn) - service;
  const days = Math.min(left, allowed.max);
  const safe = days < allowed.min ? null : { days, dueOn: countWorkingDays(calendar, today, service + days).on };
  return { ...allowed, ownDueOn, serviceDays: service, safe };
}
