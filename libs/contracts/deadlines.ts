import * as z from 'zod';
import { Basis, sourced } from './basis';

/** A civil date `YYYY-MM-DD` in the legal zone; never an instant. */
export const LegalDate = z.iso.date().brand<'LegalDate'>();
export type LegalDate = z.infer<typeof LegalDate>;

/** Where a date on a rest day moves to. */
export const Roll = z.enum(['next', 'previous']);
export type Roll = z.infer<typeof Roll>;

const DAYS_IN_EVERY_YEAR = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const Days = z.int().min(1).max(3660);

/**
 * How a due date comes about. `yearly` counts its year from the start's year; `call-date` reads a date of the call;
 * `calendar-days` is rolled only where the rule says so.
 */
export type LimitRule =
  | { kind: 'working-days'; days: number }
  | { kind: 'calendar-days'; days: number; roll?: Roll | undefined }
  | { kind: 'fixed-date'; date: LegalDate; roll: Roll }
  | { kind: 'yearly'; month: number; day: number; yearOffset: number; roll: Roll }
  | { kind: 'call-date'; field: string; roll: Roll }
  | { kind: 'earlier-of'; rules: LimitRule[] }
  | { kind: 'later-of'; rules: LimitRule[] };

const nestedRules = z.lazy(() => z.array(LimitRule).min(2));

export const LimitRule: z.ZodType<LimitRule> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('working-days'), days: Days }),
  z.strictObject({ kind: z.literal('calendar-days'), days: Days, roll: Roll.optional() }),
  z.strictObject({ kind: z.literal('fixed-date'), date: LegalDate, roll: Roll }),
  z
    .strictObject({
      kind: z.literal('yearly'),
      month: z.int().min(1).max(12),
      day: z.int().min(1).max(31),
      yearOffset: z.int().min(0).max(10),
      roll: Roll,
    })
    .refine((r) => r.day <= (DAYS_IN_EVERY_YEAR[r.month - 1] ?? 0), 'a day that every year has'),
  z.strictObject({ kind: z.literal('call-date'), field: z.string().min(1), roll: Roll }),
  z.strictObject({ kind: z.literal('earlier-of'), rules: nestedRules }),
  z.strictObject({ kind: z.literal('later-of'), rules: nestedRules }),
]);

/** What happens to a ledger row, appended in the order it happened; `at` is the legal instant, epoch milliseconds. */
const at = z.int().min(0);
/** Why days do not count: an answer is awaited (中止 by request), experts work, or the case is on hold. Old rows name none. */
export const PauseCause = z.enum(['request', 'expert', 'hold']);
export type PauseCause = z.infer<typeof PauseCause>;
export const Adjustment = z.discriminatedUnion('kind', [
  /** Days after `on` do not count … */
  z.strictObject({ kind: z.literal('paused'), at, on: LegalDate, cause: PauseCause.optional() }),
  /** … up to and including `on`. */
  z.strictObject({ kind: z.literal('resumed'), at, on: LegalDate, cause: PauseCause.optional() }),
  /** Pauses by request have used what they may: days after `on` count, though the answer is still awaited. */
  z.strictObject({ kind: z.literal('pause-capped'), at, on: LegalDate }),
  z.strictObject({ kind: z.literal('extended'), at, days: Days }),
  z.strictObject({ kind: z.literal('recalculated'), at }),
  z.strictObject({ kind: z.literal('cancelled'), at }),
  /** Closed by a correction request served `on`; a new row starts on the day the answer is received. */
  z.strictObject({ kind: z.literal('restarted'), at, on: LegalDate }),
  z.strictObject({ kind: z.literal('met'), at, on: LegalDate }),
  z.strictObject({ kind: z.literal('missed'), at }),
]);
export type Adjustment = z.infer<typeof Adjustment>;

export const DeadlineState = z.enum(['running', 'paused', 'met', 'missed', 'cancelled', 'restarted']);
export type DeadlineState = z.infer<typeof DeadlineState>;

export const Light = z.enum(['ok', 'due-soon', 'overdue', 'paused', 'provisional']);
export type Light = z.infer<typeof Light>;

/** A light with the figures its words need. `days` are working days: left, overdue by, or still to count after a pause. */
export const LightAnswer = z.discriminatedUnion('light', [
  z.strictObject({ light: z.literal('ok'), days: z.int().min(0) }),
  z.strictObject({ light: z.literal('due-soon'), days: z.int().min(0) }),
  z.strictObject({ light: z.literal('provisional'), days: z.int().min(0) }),
  z.strictObject({ light: z.literal('overdue'), days: z.int().min(0) }),
  z.strictObject({ light: z.literal('paused'), since: LegalDate, days: z.int().min(0).nullable() }),
]);
export type LightAnswer = z.infer<typeof LightAnswer>;

/** What one year's holiday notice changes about Monday–Friday: rest days, and weekend days that are worked. */
export const CalendarYear = z.strictObject({
  year: z.int().min(1992).max(2200),
  rest: z.array(LegalDate),
  makeUp: z.array(LegalDate),
});
export type CalendarYear = z.infer<typeof CalendarYear>;

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');

/** The legal day: when it ends, when notices ring, and by how much they are spread. */
export const LegalDay = z.strictObject({
  zone: z.literal('Asia/Shanghai'),
  endsAt: sourced(ClockTime),
  rungAt: sourced(ClockTime),
  jitterMinutes: sourced(z.int().min(0).max(240)),
});
export type LegalDay = z.infer<typeof LegalDay>;

/** `holder`: of the open tasks, the whole post while unclaimed; `deputy`: whoever stands in for them; `post`: everybody who could hold them. */
export const RungRecipient = z.enum([
  'holder',
  'deputy',
  'post',
  'manager',
  'signatory',
  'division-head',
  'department-head',
  'leader',
]);
export type RungRecipient = z.infer<typeof RungRecipient>;

/** `offset` counts working days from the due date: negative before it, 0 on it, positive after it. */
export const Rung = z.strictObject({
  id: z.string().min(1),
  offset: z.int().min(-250).max(250),
  to: z.array(RungRecipient).min(1),
  basis: Basis,
});
export type Rung = z.infer<typeof Rung>;

export const Ladder = z
  .strictObject({ reminders: z.array(Rung), escalations: z.array(Rung) })
  .superRefine((ladder, ctx) => {
    const seen = new Set<string>();
    for (const list of ['reminders', 'escalations'] as const) {
      ladder[list].forEach((rung, i) => {
        if (seen.has(rung.id))
          ctx.addIssue({ code: 'custom', path: [list, i, 'id'], message: `rung ${rung.id} twice` });
        seen.add(rung.id);
        const wrong = list === 'reminders' ? rung.offset > 0 : rung.offset <= 0;
        if (wrong) {
          const message =
            list === 'reminders' ? 'a reminder comes on or before the due date' : 'an escalation comes after';
          ctx.addIssue({ code: 'custom', path: [list, i, 'offset'], message });
        }
      });
    }
  });
export type Ladder = z.infer<typeof Ladder>;

const explain = <C extends string, P extends z.ZodRawShape>(code: C, params: P) =>
  z.strictObject({ code: z.literal(code), params: z.strictObject(params) });

const count = z.int().min(0);
const unit = z.enum(['working', 'calendar']);

/** One sentence of the explanation of a due date, as code and parameters; worded by `explainWords`. */
export const ExplainLine = z.discriminatedUnion('code', [
  explain('starts', { on: LegalDate }),
  explain('limit-working-days', { days: count }),
  explain('limit-calendar-days', { days: count }),
  explain('limit-date', { on: LegalDate }),
  explain('limit-yearly', { on: LegalDate }),
  explain('limit-call-date', { field: z.string(), on: LegalDate }),
  explain('earlier-of', { rules: count, on: LegalDate }),
  explain('later-of', { rules: count, on: LegalDate }),
  explain('weekends', { days: count }),
  explain('holiday', { from: LegalDate, to: LegalDate, days: count }),
  explain('make-up-day', { on: LegalDate }),
  explain('not-covered', { year: z.int() }),
  explain('paused', { from: LegalDate, to: LegalDate, days: count, unit }),
  explain('pause-keeps-date', {}),
  explain('pause-capped', { days: count, on: LegalDate }),
  explain('pause-cap-to-come', { days: count, on: LegalDate }),
  explain('paused-now', { since: LegalDate, counted: count, remaining: count }),
  explain('date-paused-now', { since: LegalDate }),
  explain('extended', { days: count, unit, on: LegalDate }),
  explain('rolled', { from: LegalDate, to: LegalDate }),
  explain('recalculated', { on: LegalDate }),
  explain('due', { on: LegalDate, time: z.string() }),
  explain('due-at-latest', { on: LegalDate, time: z.string() }),
  explain('elapsed-calendar-days', { days: count }),
  explain('met', { on: LegalDate }),
  explain('met-late', { on: LegalDate }),
  explain('missed', { on: LegalDate }),
  explain('cancelled', { on: LegalDate }),
  explain('restarted', { on: LegalDate }),
]);
export type ExplainLine = z.infer<typeof ExplainLine>;
export type ExplainCode = ExplainLine['code'];
