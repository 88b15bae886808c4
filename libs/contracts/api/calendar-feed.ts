import * as z from 'zod';
import { idOut, instant, legalDate, limit, step } from './values';

export const monthQuery = z.strictObject({ month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/) });

/** Rows of a day that are named; the count is of all. */
export const namedOfDay = 20;

export const myDeadline = z.strictObject({
  taskId: idOut('task'),
  caseId: idOut('case'),
  caseNumber: z.string(),
  step,
  limit,
});

/** What is due in a month on the reader's open tasks, by legal day: every day's count, and the first tasks of it. */
export const myMonth = z.strictObject({
  month: z.string(),
  days: z.array(z.strictObject({ day: legalDate, count: z.number().int(), items: z.array(myDeadline) })),
});
export type MyMonth = z.infer<typeof myMonth>;

export const feedLanguage = z.enum(['zh-CN', 'en']);
export const feedInput = z.strictObject({ language: feedLanguage.default('zh-CN') });

/** Whether there is an address; the address itself is said once, when it is made. */
export const feedState = z.strictObject({
  createdAt: instant.nullable(),
  language: feedLanguage.nullable(),
});
export type FeedState = z.infer<typeof feedState>;
/** The address is below the public one of the console. */
export const newFeed = z.strictObject({ path: z.string(), createdAt: instant, language: feedLanguage });
export type NewFeed = z.infer<typeof newFeed>;

/** Anything that is no token is nothing that exists. */
export const feedToken = z.strictObject({ token: z.string().regex(/^[0-9a-f]{64}$/) });
