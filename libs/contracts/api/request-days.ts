import * as z from 'zod';
import { legalDate } from './values';

const days = z.number().int();

/** Working days that the asker may give, and the usual number. */
export const dayBounds = { min: days, max: days, usual: days };

/** Working days that one extension may add at most, and how many may still be granted. */
export const extensionBounds = z.strictObject({ days, left: z.number().int() });

/** Days to give for what is passed on, beside the own due date. */
export const passingDays = z.strictObject({
  ...dayBounds,
  ownDueOn: legalDate.nullable(),
  /** Working days after which a notice that nobody opens counts as served. */
  serviceDays: days,
  /** The most days with which the hospital is due no later than the own body; null where there are none. */
  safe: z.strictObject({ days, dueOn: legalDate }).nullable(),
});
