import * as z from 'zod';
import { deliveryChannels, deliveryStates } from '../deliveries';
import { actReceipt } from './verbs';
import { body, id, idOut, instant, legalDate, limit, person, typed, words } from './values';

export const deadlineId = z.strictObject({ id: id('case'), deadlineId: id('deadline') });

/** More days for one limit, with the reason that those concerned are told. */
export const extensionInput = z.strictObject({ days: z.number().int().min(1).max(3660), reason: typed(2000) });
export type ExtensionInput = z.infer<typeof extensionInput>;

/** `from` and `dueOn`: the due date before and after; none while an open pause keeps the limit from ending. */
export const extensionReceipt = actReceipt.extend({
  deadlineId: idOut('deadline'),
  from: legalDate.nullable(),
  dueOn: legalDate.nullable(),
  dueAt: instant.nullable(),
});
export type ExtensionReceipt = z.infer<typeof extensionReceipt>;

/** Somebody a rung told, inside the body; `messages` is empty while the digest is still to be made. */
export const rungReached = z.strictObject({
  person,
  read: z.boolean(),
  messages: z.array(
    z.strictObject({
      channel: z.enum(deliveryChannels),
      state: z.enum(deliveryStates),
      attempts: z.number().int(),
      /** Legal instant. */
      sentAt: instant.nullable(),
    }),
  ),
});
export type RungReached = z.infer<typeof rungReached>;

export const deadlineView = z.strictObject({
  id: idOut('deadline'),
  rule: z.string(),
  title: words,
  subject: z.enum(['body', 'stage', 'task', 'request', 'notice', 'duty', 'service']),
  kind: z.enum(['commitment', 'internal']).nullable(),
  body,
  state: z.enum(['running', 'paused', 'met', 'missed', 'cancelled', 'restarted']),
  startsOn: legalDate,
  limit,
  calendarVersion: z.number().int(),
  basis: z.string(),
  source: z.string().nullable(),
  /** Lines a person can check by hand. */
  explanation: z.array(words),
  rungs: z.array(
    z.strictObject({
      id: z.string(),
      /** Working days from the due date: before it when negative; null where the ladder no longer has it. */
      offset: z.number().int().nullable(),
      at: instant,
      state: z.enum(['rung', 'skipped', 'armed']),
      reached: z.array(rungReached),
    }),
  ),
  /** What is left of its extension, where the reader may extend it. */
  extension: z.strictObject({ daysAtMost: z.number().int(), times: z.number().int() }).nullable(),
  allowedActions: z.array(z.enum(['extend'])),
});

/** How long a case has taken at one body. Figures in working days where nothing else is said; none of those to come. */
export const clock = z.strictObject({
  body,
  /** What the body owes outside, counted up to today: `left` is negative once it is overdue. */
  commitment: z
    .strictObject({
      limit: z.number().int(),
      used: z.number().int(),
      left: z.number().int(),
      paused: z.number().int(),
    })
    .nullable(),
  /** At its desk, over all of its stages; told to the body itself only. */
  internal: z.number().int().nullable(),
  /** Calendar days since it first came to the body, and since the case was opened, up to its end. */
  sinceArrival: z.number().int(),
  sinceOpening: z.number().int(),
});
export type ClockOfBody = z.infer<typeof clock>;

export const deadlineList = z.strictObject({
  legalNow: instant,
  items: z.array(deadlineView),
  /** One for each body the case has come to. */
  clocks: z.array(clock),
});
export type DeadlineList = z.infer<typeof deadlineList>;
