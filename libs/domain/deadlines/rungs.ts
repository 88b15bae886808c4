import type { Ladder, LegalDate, LegalDay, RungRecipient } from '../../contracts/deadlines';
import { type Calendar, countWorkingDays, standingOf } from './calendar';
import { dayNumber } from './civil';
import { instantAt } from './legal-day';

const MINUTE = 60_000;

/** A rung of a ladder at its instant. */
export interface RungInstant {
  id: string;
  kind: 'reminder' | 'escalation';
  /** Working days from the due date. */
  offset: number;
  to: readonly RungRecipient[];
  /** The due date it was counted from: with the deadline and `id` the key under which it is recorded as rung. */
  dueOn: LegalDate;
  /** Epoch ms. */
  at: number;
}

/** A rung that was recorded, rung or skipped. */
export interface RungRecord {
  id: string;
  dueOn: LegalDate;
}

/** What one look at a row's ladder answers. */
export interface Ringing {
  /** To send: at most one reminder and one escalation. */
  ring: RungInstant[];
  /** Reminders that were overtaken: recorded, not sent. */
  skipped: RungInstant[];
  /** Lower escalations that the one in `ring` names. */
  named: RungInstant[];
}

/**
 * The instants of a ladder, earliest first. `jitterMs` (0 up to the legal day's jitter, fixed per case) spreads notices;
 * the due instant itself is never moved by it.
 */
export function rungsOf(
  due: { dueOn: LegalDate },
  ladder: Ladder,
  calendar: Calendar,
  day: LegalDay,
  jitterMs: number,
): RungInstant[] {
  if (!(jitterMs >= 0 && jitterMs <= day.jitterMinutes.value * MINUTE))
    throw new RangeError(`jitter of ${jitterMs} ms`);
  const instants = (['reminder', 'escalation'] as const).flatMap((kind) =>
    ladder[kind === 'reminder' ? 'reminders' : 'escalations'].map((rung): RungInstant => {
      const on = rungDate(due.dueOn, rung.offset, calendar);
      const at = instantAt(on, day.rungAt.value, day.zone) + jitterMs;
      return { id: rung.id, kind, offset: rung.offset, to: rung.to, dueOn: due.dueOn, at };
    }),
  );
  return instants.sort((a, b) => a.at - b.at || a.offset - b.offset);
}

function rungDate(dueOn: LegalDate, offset: number, calendar: Calendar): LegalDate {
  if (offset !== 0) return countWorkingDays(calendar, dueOn, offset).on;
  // A reminder for a due date on a rest day must not come after it.
  return standingOf(calendar, dayNumber(dueOn)).working ? dueOn : countWorkingDays(calendar, dueOn, -1).on;
}

/**
 * Rungs that are still to ring, earliest first. `armedAt` is the instant (epoch ms) since when the row has its present
 * due date. If due moved later, rungs in the future are armed again; if it moved earlier, nothing rung is repeated.
 */
function openRungs(rungs: readonly RungInstant[], recorded: readonly RungRecord[], armedAt: number): RungInstant[] {
  return rungs.filter((rung) => {
    const before = recorded.filter((record) => record.id === rung.id);
    if (before.some((record) => record.dueOn >= rung.dueOn)) return false;
    return before.length === 0 || rung.at > armedAt;
  });
}

/** The next rung to wait for: never a reminder whose time had passed before the row had this due date. */
export function nextRung(
  rungs: readonly RungInstant[],
  recorded: readonly RungRecord[],
  armedAt: number,
): RungInstant | undefined {
  return openRungs(rungs, recorded, armedAt).find((rung) => rung.kind === 'escalation' || rung.at > armedAt);
}

/**
 * What rings at `nowMs` (epoch ms, legal time). A reminder that a later one or the due instant overtook is skipped; of
 * several escalations only the highest rings and names the others.
 */
export function ringingAt(
  rungs: readonly RungInstant[],
  recorded: readonly RungRecord[],
  moments: { armedAt: number; dueAt: number; nowMs: number },
): Ringing {
  const { armedAt, dueAt, nowMs } = moments;
  const past = openRungs(rungs, recorded, armedAt).filter((rung) => rung.at <= nowMs);
  const reminders = past.filter((rung) => rung.kind === 'reminder');
  const escalations = past.filter((rung) => rung.kind === 'escalation');
  const latest = reminders.at(-1);
  const reminder = latest !== undefined && latest.at > armedAt && nowMs <= dueAt ? latest : undefined;
  const escalation = escalations.at(-1);
  return {
    ring: [reminder, escalation].filter((rung) => rung !== undefined),
    skipped: reminders.filter((rung) => rung !== reminder),
    named: escalations.filter((rung) => rung !== escalation),
  };
}
