import * as z from 'zod';
import { taskActions } from '../actions';
import { checklistRow, retentionClassView } from './archive';
import { actReceipt } from './verbs';
import {
  caseKind,
  id,
  idOut,
  instant,
  limit,
  organisation,
  outcome,
  page,
  paging,
  person,
  role,
  stage,
  standardView,
  step,
  target,
  typed,
} from './values';

export const taskId = z.strictObject({ id: id('task') });

export const inboxQuery = z.strictObject({ ...paging });

/** One row of the inbox, most urgent first. */
export const inboxRow = z.strictObject({
  id: idOut('task'),
  rev: z.number().int(),
  caseId: idOut('case'),
  caseNumber: z.string(),
  caseKind,
  applicant: organisation,
  province: z.string(),
  programme: z.string(),
  stage,
  step,
  round: z.number().int(),
  openedAt: instant,
  claimedAt: instant.nullable(),
  holder: person.nullable(),
  mine: z.boolean(),
  /** The holder waits for the reader's reply. */
  forReply: z.boolean(),
  /** Whom the reader would act for; where it is for themselves nothing is sent. */
  onBehalfOf: person.optional(),
  /** The colleague whose reply the holder waits for. */
  waitsForReplyOf: person.nullable(),
  limit: limit.nullable(),
  /** The document request that the task answers, accepts or decides on; of other tasks nothing is sent. */
  request: z.strictObject({ id: idOut('request'), number: z.string().nullable(), items: z.number().int() }).optional(),
});
export type InboxRow = z.infer<typeof inboxRow>;
export const inbox = page(inboxRow);
export type Inbox = z.infer<typeof inbox>;

/** All that the decision form needs beside the step registry. */
export const taskView = z.strictObject({
  ...inboxRow.shape,
  state: z.enum(['open', 'done', 'cancelled']),
  /** Post that has to act, or null where a seat of the panel acts. */
  waitingForRole: role.nullable(),
  allowedActions: z.array(z.enum(taskActions)),
  /** Outcomes this reader may choose now. */
  outcomes: z.array(outcome),
  returnTargets: z.array(target),
  standard: standardView.nullable(),
  /** Experts that may be seated (form-panel only). */
  pool: z.array(z.strictObject({ ...person.shape, organisation })),
  panelSize: z.strictObject({ min: z.number().int(), max: z.number().int() }).nullable(),
  seats: z.array(z.strictObject({ id: idOut('seat'), person, lead: z.boolean() })),
  documents: z.array(z.strictObject({ id: idOut('document'), title: z.string(), fileName: z.string() })),
  /** What belongs in the file (compile-file, accept-file only). */
  checklist: z.array(checklistRow),
  /** What an archivist may give (accept-file only). */
  retentionClasses: z.array(retentionClassView),
  /** A number of the form the programme sets (accept-file only). */
  archiveNumberExample: z.string().nullable(),
  /** Colleagues asked for a reply, oldest first; without a reply and an end it is still waited for. */
  replies: z.array(
    z.strictObject({
      by: person,
      to: person,
      question: z.string(),
      askedAt: instant,
      reply: z.string().nullable(),
      endedAt: instant.nullable(),
    }),
  ),
  /** What was entered the last time this step was decided in the case (after a return), to start from. */
  previousForm: z.record(z.string(), z.unknown()).nullable(),
  /** Why the step came back, when it did. */
  returnedBecause: z.strictObject({ step, reasons: z.string(), at: instant }).nullable(),
});
export type TaskView = z.infer<typeof taskView>;

export const claimAnswer = z.strictObject({
  id: idOut('task'),
  rev: z.number().int(),
  claimedAt: instant.nullable(),
  mine: z.boolean(),
});
export type ClaimAnswer = z.infer<typeof claimAnswer>;

export const decisionInput = z.strictObject({
  rev: z.number().int().min(0),
  outcome,
  form: z.record(z.string(), z.unknown()).default({}),
});
export type DecisionInput = z.infer<typeof decisionInput>;

/** The receipt: what was recorded, what happens now, what the person may do next. */
export const decisionReceipt = z.strictObject({
  receipt: z.string(),
  taskId: idOut('task'),
  caseId: idOut('case'),
  caseNumber: z.string(),
  outcome,
  at: instant,
  /** Whom the decider stood in for. */
  onBehalfOf: person.nullable(),
  stageEnded: z.boolean(),
  /** Steps opened by the act, and who they wait for. */
  opened: z.array(
    z.strictObject({ taskId: idOut('task').nullable(), step, waitingForRole: role.nullable(), mine: z.boolean() }),
  ),
  recallable: z.boolean(),
});
export type DecisionReceipt = z.infer<typeof decisionReceipt>;

export const recallInput = z.strictObject({ reason: typed(2000) });
export type RecallInput = z.infer<typeof recallInput>;
export const recallAnswer = z.strictObject({
  receipt: z.string(),
  taskId: idOut('task'),
  caseId: idOut('case'),
  at: instant,
});
export type RecallAnswer = z.infer<typeof recallAnswer>;

/** 改派, 转办: to a person of the same post. */
export const passOnInput = z.strictObject({ personId: id('person'), reason: typed(2000) });
export type PassOnInput = z.infer<typeof passOnInput>;
/** 委派: to a colleague of the body. */
export const assignInput = z.strictObject({ personId: id('person'), question: typed(4000) });
export type AssignInput = z.infer<typeof assignInput>;
export const replyInput = z.strictObject({ reply: typed(4000) });
export type ReplyInput = z.infer<typeof replyInput>;
export const passedOn = z.strictObject({
  ...actReceipt.shape,
  id: idOut('task'),
  rev: z.number().int(),
  holder: idOut('person').nullable(),
  waitsForReplyOf: idOut('person').nullable(),
});
export type PassedOn = z.infer<typeof passedOn>;

/** 回避. */
export const recuseInput = z.strictObject({ reason: typed(2000) });
export type RecuseInput = z.infer<typeof recuseInput>;
/** Where the task went: to a deputy, back to its post, or nobody is left in it. */
export const recusedAnswer = z.strictObject({
  ...actReceipt.shape,
  id: idOut('task'),
  rev: z.number().int(),
  wentTo: person.nullable(),
  unstaffed: z.boolean(),
});
export type RecusedAnswer = z.infer<typeof recusedAnswer>;

/** People to whom the reader may pass a task on now, and by which verb: what the command itself would accept. */
export const receiverList = z.strictObject({
  items: z.array(
    z.strictObject({
      ...person.shape,
      /** Posts of the task's body that the person holds. */
      roles: z.array(role),
      /** Whom they would act for in the task, where it is not for themselves. */
      standsInFor: z.array(person),
      by: z.array(z.enum(['hand-over', 'assign', 'reassign'])),
    }),
  ),
});
export type ReceiverList = z.infer<typeof receiverList>;
