import type { Adjustment, DeadlineState, LegalDate, LegalDay } from '../../contracts/deadlines';
import { type Calendar, standingOf } from './calendar';
import { type DayNumber, dayNumber, legalDate, yearOf } from './civil';
import { legalDateOf } from './legal-day';

/** Days d with `after` < d ≤ `through` do not count. */
export interface Pause {
  after: DayNumber;
  through: DayNumber;
}

/** What a row's adjustments come to. */
export interface Adjusted {
  state: DeadlineState;
  /** Pauses whose end is known, merged, in order. */
  pauses: Pause[];
  /** The date after which nothing counts, while a pause is open. */
  pausedSince: LegalDate | null;
  /** The last day that an open pause can keep from counting; null where nothing limits it. */
  pausedUntil: LegalDate | null;
  /** The day on which pauses by request used up what they may, where one goes on beyond it. */
  cappedOn: LegalDate | null;
  extendedBy: number;
  /** Years without a holiday notice in which the cap was counted. */
  uncovered: ReadonlySet<number>;
}

/** With what pauses by request are counted: at most so many working days together; null where nothing limits them. */
export interface PauseCap {
  days: number | null;
  calendar: Calendar;
}

const OPEN = Number.POSITIVE_INFINITY;

/** One kind of pause: nested ones end with the last of the resumes. */
class Pauses {
  readonly all: Pause[] = [];
  private depth = 0;
  private since: DayNumber | null = null;
  private resumed = -OPEN;

  begin(on: DayNumber): void {
    this.depth += 1;
    this.since = this.since === null ? on : Math.min(this.since, on);
  }

  end(on: DayNumber): void {
    this.resumed = Math.max(this.resumed, on);
    this.depth = Math.max(0, this.depth - 1);
    if (this.depth === 0) this.close(this.resumed);
  }

  close(on: DayNumber): void {
    if (this.since !== null) this.all.push({ after: this.since, through: on });
    this.since = null;
    this.depth = 0;
    this.resumed = -OPEN;
  }

  get openSince(): DayNumber | null {
    return this.since;
  }

  /** Merged, the open one without end. */
  merged(): Pause[] {
    return merge(this.since === null ? this.all : [...this.all, { after: this.since, through: OPEN }]);
  }
}

/**
 * Folds the append-only adjustments. Pauses nest: expert time inside a hold ends with the last of the two resumes; a
 * pause by request ends by itself once such pauses took what they may. A day that experts or a hold keep from counting
 * anyway uses up nothing of it. What ends the row ends an open pause on that day.
 */
export function foldAdjustments(adjustments: readonly Adjustment[], day: LegalDay, cap: PauseCap): Adjusted {
  const free = new Pauses();
  const request = new Pauses();
  let extendedBy = 0;
  let capRecorded = false;
  let state: Exclude<DeadlineState, 'paused'> = 'running';
  const end = (ended: typeof state, on: LegalDate): void => {
    free.close(dayNumber(on));
    request.close(dayNumber(on));
    state = ended;
  };
  for (const item of adjustments) {
    switch (item.kind) {
      case 'paused':
        (item.cause === 'request' ? request : free).begin(dayNumber(item.on));
        break;
      case 'resumed':
        (item.cause === 'request' ? request : free).end(dayNumber(item.on));
        break;
      case 'pause-capped':
        capRecorded = true;
        break;
      case 'extended':
        extendedBy += item.days;
        break;
      case 'met':
        end('met', item.on);
        break;
      case 'restarted':
        end('restarted', item.on);
        break;
      case 'cancelled':
        end('cancelled', legalDateOf(item.at, day));
        break;
      case 'missed':
        if (state === 'running') state = 'missed';
        break;
      case 'recalculated':
        break;
    }
  }
  const cut = cutRequests(free.merged(), request.merged(), cap);
  const pauses = merge([...free.merged(), ...cut.pauses]);
  const open = openPause(pauses, request.openSince, cut.usedUpOn);
  const base = { extendedBy, cappedOn: cut.goesOn ? dateOrNull(cut.usedUpOn) : null, uncovered: cut.uncovered };
  if (open === null) return { ...base, state, pauses, pausedSince: null, pausedUntil: null };
  if (open.through !== OPEN && capRecorded) return { ...base, state, pauses, pausedSince: null, pausedUntil: null };
  return {
    ...base,
    state: 'paused',
    pauses: pauses.filter((pause) => pause.through !== OPEN),
    pausedSince: legalDate(open.after),
    pausedUntil: open.through === OPEN ? null : legalDate(open.through),
  };
}

const dateOrNull = (day: DayNumber | null): LegalDate | null => (day === null ? null : legalDate(day));

/** The pause that is going on: one without end, or one by request that its cap ends. */
function openPause(pauses: readonly Pause[], requestSince: DayNumber | null, usedUpOn: DayNumber | null): Pause | null {
  const last = pauses.at(-1);
  if (last?.through === OPEN) return last;
  if (requestSince === null || usedUpOn === null || usedUpOn <= requestSince) return null;
  return pauses.find((pause) => pause.after < usedUpOn && usedUpOn <= pause.through) ?? null;
}

/** Ends the pauses by request on the day on which they have used up what they may together. */
function cutRequests(free: readonly Pause[], requests: readonly Pause[], cap: PauseCap) {
  const uncovered = new Set<number>();
  let left = cap.days;
  if (left === null) return { pauses: [...requests], usedUpOn: null, goesOn: false, uncovered };
  const pauses: Pause[] = [];
  let usedUpOn: DayNumber | null = null;
  let goesOn = false;
  const endless = free.find((pause) => pause.through === OPEN);
  for (const request of requests) {
    if (usedUpOn !== null) {
      goesOn = true;
      break;
    }
    let at = request.after;
    while (at < request.through && left > 0) {
      // What a hold without end covers uses up nothing, however long it lasts.
      if (endless && at >= endless.after) break;
      at += 1;
      if (isPaused(free, at)) continue;
      const standing = standingOf(cap.calendar, at);
      if (!standing.covered) uncovered.add(yearOf(at));
      if (standing.working) left -= 1;
    }
    if (left === 0) {
      usedUpOn = at;
      goesOn = at < request.through;
      pauses.push({ after: request.after, through: at });
    } else {
      pauses.push(request);
    }
  }
  return { pauses, usedUpOn, goesOn, uncovered };
}

function merge(pauses: readonly Pause[]): Pause[] {
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
