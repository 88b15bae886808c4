import * as z from 'zod';
import { body, id, idOut, instant, legalDate, person, role, step, typed } from './values';
import { actReceipt } from './verbs';

/** Who did it: shown inside the body in which it was done. */
const doer = z.strictObject({ ...person.shape, role });

export const urgeRow = z.strictObject({
  id: idOut('urge'),
  at: instant,
  workingDay: legalDate,
  /** The body that urged. */
  body,
  by: doer.nullable(),
  note: z.string().nullable(),
  /** Steps that were urged on; empty for readers outside the body they belong to. */
  steps: z.array(step),
});

export const orderId = z.strictObject({ id: id('order') });
export const issueOrder = z.strictObject({ demand: typed(4000), replyDue: legalDate });
export type IssueOrder = z.infer<typeof issueOrder>;
export const answerOrder = z.strictObject({ answer: typed(4000) });
export type AnswerOrder = z.infer<typeof answerOrder>;
export const closeOrder = z.strictObject({ note: typed(2000).optional() });
export type CloseOrder = z.infer<typeof closeOrder>;
export const orderState = z.enum(['open', 'answered', 'closed', 'repeated']);
export const orderReceipt = z.strictObject({
  ...actReceipt.shape,
  orderId: idOut('order'),
  number: z.string(),
  state: orderState,
});
export type OrderReceipt = z.infer<typeof orderReceipt>;

/** A supervision order of the reader's own body. */
export const orderRow = z.strictObject({
  id: idOut('order'),
  number: z.string(),
  body,
  state: orderState,
  demand: z.string(),
  replyDue: legalDate,
  /** Unanswered after its date, by the legal clock. */
  overdue: z.boolean(),
  taskId: idOut('task'),
  step,
  toRole: role,
  toPerson: person.nullable(),
  by: doer,
  issuedAt: instant,
  answer: z.strictObject({ text: z.string(), by: person, at: instant }).nullable(),
  ended: z.strictObject({ by: person, at: instant, note: z.string().nullable() }).nullable(),
  /** Number of the order that this one repeats. */
  repeats: z.string().nullable(),
  /** When the missing answer was told to the next in line. */
  rungAt: instant.nullable(),
  allowedActions: z.array(z.enum(['answer', 'close', 'repeat'])),
});

export const callInput = z.strictObject({ calledOn: legalDate, whom: typed(200), said: typed(4000) });
export type CallInput = z.infer<typeof callInput>;
export const callRow = z.strictObject({
  id: idOut('talk'),
  calledOn: legalDate,
  whom: z.string(),
  said: z.string(),
  by: doer,
  at: instant,
});

/** What was done to keep a case moving, as far as the reader's bodies may know, newest first. */
export const supervision = z.strictObject({
  urges: z.array(urgeRow),
  orders: z.array(orderRow),
  calls: z.array(callRow),
});
export type Supervision = z.infer<typeof supervision>;
