import * as z from 'zod';
import { idOut, instant, organisation, person, role, typed } from './values';

export const signIn = z.strictObject({ username: typed(64), password: typed(200) });
export type SignIn = z.infer<typeof signIn>;

export const sessionView = z.strictObject({
  person,
  posts: z.array(
    z.strictObject({
      id: idOut('post'),
      role,
      organisation,
      province: z.string().nullable(),
      /** Whose post it is, where it is stood in for. */ onBehalfOf: person.nullable(),
    }),
  ),
  csrfToken: z.string(),
  expiresAt: instant,
  training: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;

/** Served in training mode only. */
export const trainingAccounts = z.strictObject({
  items: z.array(
    z.strictObject({
      username: z.string(),
      password: z.string(),
      name: z.strictObject({ zh: z.string(), en: z.string() }),
      role,
      organisation,
    }),
  ),
});
export type TrainingAccounts = z.infer<typeof trainingAccounts>;

export const clockView = z.strictObject({
  legalNow: instant,
  movable: z.boolean(),
  /** Where a move under way is going; null when the clock runs by itself. */
  target: instant.nullable(),
});
export type ClockView = z.infer<typeof clockView>;

/** Move forward to an instant, or by working days' worth of plain days. Exactly one of the two. */
export const moveClock = z
  .strictObject({ to: instant.optional(), days: z.number().int().min(1).max(3660).optional() })
  .refine((value) => (value.to === undefined) !== (value.days === undefined), { message: 'one-of-to-and-days' });
export type MoveClock = z.infer<typeof moveClock>;
