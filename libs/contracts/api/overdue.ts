import * as z from 'zod';
import {
  body,
  caseKind,
  idOut,
  instant,
  legalDate,
  limit,
  organisation,
  page,
  paging,
  person,
  role,
  stage,
  step,
  words,
} from './values';

/** Bodies that owe something outside. */
export const owingBody = z.enum(['province', 'nation']);
export type OwingBody = z.infer<typeof owingBody>;
const limitKind = z.enum(['commitment', 'internal']);

/** Without a body: the reader's own. `soon`: what is due soon instead of what is overdue. */
export const overdueQuery = z.strictObject({
  ...paging,
  body: owingBody.optional(),
  province: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  stage: stage.optional(),
  kind: limitKind.optional(),
  soon: z.enum(['1']).optional(),
});
export type OverdueQuery = z.infer<typeof overdueQuery>;

/** What the reader may do about a row at once; what is possible on the case is said there. */
export const overdueAction = z.enum(['urge', 'order']);

export const overdueRow = z.strictObject({
  id: idOut('deadline'),
  caseId: idOut('case'),
  caseNumber: z.string(),
  caseKind,
  applicant: organisation,
  province: z.string(),
  programme: z.string(),
  /** Where the case lies; null while it is handed over. */
  stage: stage.nullable(),
  stageBody: body.nullable(),
  /** The body that owes the limit. */
  body,
  kind: limitKind,
  title: words,
  limit,
  /** Why the limit stands still, where it does: the case is on hold, an answer is awaited, or these days do not count. */
  paused: z.enum(['hold', 'request', 'excluded']).nullable(),
  /** Open tasks that it binds, and whose turn it is; empty for readers outside the body. */
  turns: z.array(
    z.strictObject({ taskId: idOut('task'), step, role: role.nullable(), holder: person.nullable(), since: instant }),
  ),
  /** Highest rung reached for this due date; inside the body only, like what follows. */
  /** `offset`: working days from the due date, negative before it; null for a rung the ladder has no more. */
  rung: z.strictObject({ id: z.string(), offset: z.number().int().nullable(), at: instant }).nullable(),
  lastUrgedAt: instant.nullable(),
  lastOrder: z.strictObject({ number: z.string(), state: z.string(), at: instant }).nullable(),
  allowedActions: z.array(overdueAction),
});
export type OverdueRow = z.infer<typeof overdueRow>;

/** Capped: 1,000 stands for "999+". */
const count = z.number().int().max(1000);
const counts = z.strictObject({ commitment: count, internal: count });

/** Rows with the counts of both tabs, from one statement over the same filters; `kind` narrows the rows alone. */
export const overdueList = z.strictObject({
  ...page(overdueRow).shape,
  body: owingBody,
  /** Whether the reader is of that body: else commitments alone, with stage, body and dates. */
  inside: z.boolean(),
  /** Whether the reader may draw up the weekly bulletin of that body. */
  mayDrawUp: z.boolean(),
  legalNow: instant,
  today: legalDate,
  counts: z.strictObject({ overdue: counts, soon: counts }),
});
export type OverdueList = z.infer<typeof overdueList>;

/** An ISO week, Monday to Sunday in the legal zone. */
export const bulletinQuery = z.strictObject({
  week: z.string().regex(/^20\d{2}-W(0[1-9]|[1-4]\d|5[0-3])$/),
  body: owingBody.optional(),
  language: z.enum(['zh', 'en']).default('zh'),
});
export type BulletinQuery = z.infer<typeof bulletinQuery>;
