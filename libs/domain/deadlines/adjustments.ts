import type { Adjustment, DeadlineState, LegalDate, LegalDay } from '../../contracts/deadlines';
import { type DayNumber, dayNumber } from './civil';
import { legalDateOf } from './legal-day';

/** Days d with `after` < d ≤ `through` do not count. */
export interface Pause {
  after: DayNumber;
  through: DayNumber;
}

/** What a row's adjustments come to. */
export interface Adjusted {
  state: DeadlineState;
  /** Closed pauses, merged, in order. */
  pauses: Pause[];
  /** The date after which nothing counts, while a pause is open. */
  pausedSince: LegalDate | null;
  extendedBy: number;
}

/**
 * Folds the append-only adjustments. Pauses nest: expert time inside a hold ends with the last of the two resumes.
 * What ends the row ends an open pause on that day.
 */
export function foldAdjustments(adjustments: readonly Adjustment[], day: LegalDay): Adjusted {
  const pauses: Pause[] = [];
  let depth = 0;
  let since: LegalDate | null = null;
  let extendedBy = 0;
  let state: DeadlineState = 'running';
  const close = (on: LegalDate): void => {
    if (since !== null) pauses.push({ after: dayNumber(since), through: dayNumber(on) });
    since = null;
    depth = 0;
  };
  for (const item of adjustments) {
    switch (item.kind) {
      case 'paused':
        depth += 1;
        since ??= item.on;
        break;
      case 'resumed':
        depth = Math.max(0, depth - 1);
        if (depth === 0) close(item.on);
        break;
      case 'extended':
        extendedBy += item.days;
        break;
      case 'met':
        close(item.on);
        state = 'met';
        break;
      case 'cancelled':
        close(legalDateOf(item.at, day));
        state = 'cancelled';
        break;
      case 'missed':
        if (state === 'running') state = 'missed';
        break;
      case 'recalculated':
        break;
    }
  }
  if (since !== null) state = 'paused';
  return { state, pauses: merge(pauses), pausedSince: since, extendedBy };
}

function merge(pauses: Pause[]): Pause[] {
  const merged: Pause[] = [];
  for (const pause of [...pauses].sort((a, b) => a.after - b.after)) {
    const last = merged.at(-1);
    if (pause.through <= pause.after) continue;
    if (last && pause.after <= last.through) last.through = Math.max(last.through, pause.through);
    else merged.push({ ...pause });
  }
  return merged;
}

export function isPaused(pauses: readonly Pause[], day: DayNumber): boolean {
  return pauses.some((pause) => pause.after < day && day <= pause.through);
}
