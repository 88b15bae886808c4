import * as z from 'zod';
import { caseActions } from '../actions';
import { caseFileKinds } from '../case-file';
import { scanState } from './documents';
import {
  archiveState,
  body,
  caseKind,
  caseStatus,
  id,
  idOut,
  instant,
  legalDate,
  limit,
  organisation,
  page,
  paging,
  person,
  result,
  role,
  stage,
  standardView,
  step,
  outcome,
  typed,
  words,
} from './values';

export const caseId = z.strictObject({ id: id('case') });

export const openCase = z.strictObject({ callId: id('call') });
export type OpenCase = z.infer<typeof openCase>;
export const openedCase = z.strictObject({ id: idOut('case'), number: z.string(), taskId: idOut('task') });
export type OpenedCase = z.infer<typeof openedCase>;

/** Calls whose window is open, for the hospital that wants to declare. */
export const callView = z.strictObject({
  id: idOut('call'),
  noticeNumber: z.string(),
  noticeDate: legalDate,
  programme: z.string(),
  programmeVersion: z.string(),
  title: words,
  windowOpens: legalDate,
  windowCloses: legalDate,
  open: z.boolean(),
  basis: z.string(),
});
export const calls = z.strictObject({ items: z.array(callView) });
export type Calls = z.infer<typeof calls>;

export const casesQuery = z.strictObject({
  ...paging,
  status: caseStatus.optional(),
  stage: stage.optional(),
  /** Of the archives of the reader's own bodies. */
  archive: archiveState.optional(),
  number: typed(40).optional(),
});
export const caseRow = z.strictObject({
  id: idOut('case'),
  number: z.string(),
  kind: caseKind,
  status: caseStatus,
  result: result.nullable(),
  stage: stage.nullable(),
  stageBody: body.nullable(),
  stageSince: instant.nullable(),
  applicant: organisation,
  province: z.string(),
  programme: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
  /** Where the archive of the closed case stands; null outside the body whose archive it is. */
  archive: archiveState.nullable(),
});
export type CaseRow = z.infer<typeof caseRow>;
export const caseList = page(caseRow);
export type CaseList = z.infer<typeof caseList>;

export const caseAction = z.enum(caseActions);
export type CaseAction = z.infer<typeof caseAction>;

export const casePage = z.strictObject({
  ...caseRow.shape,
  /** Counts moves of the case, internal ones too: null outside the body at whose desk it lies. */
  rev: z.number().int().nullable(),
  year: z.number().int().nullable(),
  call: z.strictObject({ id: idOut('call'), noticeNumber: z.string(), noticeDate: legalDate }).nullable(),
  programmeVersion: z.strictObject({ code: z.string(), version: z.string(), hash: z.string(), title: words }),
  standard: z.strictObject({ code: z.string(), title: words, label: words, hash: z.string(), basis: z.string() }),
  center: z.strictObject({ id: idOut('center'), name: words }).nullable(),
  /** Every stage of the procedure in order; a stage not yet entered is `todo`. */
  strip: z.array(
    z.strictObject({
      stage,
      body,
      state: z.enum(['done', 'current', 'returned', 'todo']),
      round: z.number().int(),
      enteredAt: instant.nullable(),
      endedAt: instant.nullable(),
    }),
  ),
  /** Open tasks, for readers inside the body only. */
  tasks: z.array(
    z.strictObject({
      id: idOut('task'),
      step,
      waitingForRole: role.nullable(),
      organisation: organisation.nullable(),
      holder: person.nullable(),
      since: instant,
      limit: limit.nullable(),
      mine: z.boolean(),
      unstaffed: z.boolean(),
      /** The colleague whose reply the holder waits for. */
      waitsForReplyOf: person.nullable(),
      /** What the reader may do with the task without being the one it waits for. */
      allowedActions: z.array(z.enum(['reply', 'reassign', 'order'])),
    }),
  ),
  /** The earliest limit that binds the case now, as this reader may see it. */
  limit: limit.nullable(),
  hold: z.strictObject({ reason: z.string(), since: instant, reviewOn: legalDate }).nullable(),
  withdrawal: z.strictObject({ reason: z.string(), requestedAt: instant, paperNumber: z.string() }).nullable(),
  documents: z.array(
    z.strictObject({
      id: idOut('document'),
      title: z.string(),
      fileName: z.string(),
      mediaType: z.string(),
      size: z.number().int(),
      sha256: z.string(),
      addedAt: instant,
      addedBy: words,
      version: z.number().int(),
      state: scanState,
      withdrawn: z.boolean(),
    }),
  ),
  /** Acts of mine that can still be taken back. */
  recalls: z.array(z.strictObject({ taskId: idOut('task'), step, outcome, at: instant })),
  /** Whether the reader is told of the stages of this case. */
  watching: z.boolean(),
  allowedActions: z.array(caseAction),
});
export type CasePage = z.infer<typeof casePage>;

/** What was entered at each decided step, as far as this reader may see it. Newest first. */
export const decisionList = z.strictObject({
  /** The standard that declared figures and judgements speak of. */
  standard: standardView,
  /** Names behind the persons and seats that the shown forms name. */
  named: z.array(z.strictObject({ id: z.string(), name: words })),
  items: z.array(
    z.strictObject({
      id: idOut('decision'),
      stage,
      step,
      round: z.number().int(),
      outcome,
      at: instant,
      by: z.strictObject({ name: words, role, organisation, onBehalfOf: words.nullable() }).nullable(),
      recalledAt: instant.nullable(),
      form: z.record(z.string(), z.unknown()),
      /** Of a proposal about an overdue answer: the request it is about. */
      requestId: idOut('request').nullable(),
    }),
  ),
});
export type DecisionList = z.infer<typeof decisionList>;

export const eventsQuery = z.strictObject({ ...paging });
/** `index` counts what this reader may see, so that gaps tell nothing. */
export const eventRow = z.strictObject({
  index: z.number().int(),
  type: z.string(),
  at: instant,
  title: words,
  stage: stage.nullable(),
  step: step.nullable(),
  outcome: z.string().nullable(),
  by: z.strictObject({ name: words, role, organisation: words, onBehalfOf: words.nullable() }).nullable(),
  facts: z.record(z.string(), z.unknown()),
  /** For readers with audit access only. */
  hash: z.string().nullable(),
});
export type EventRow = z.infer<typeof eventRow>;
export const eventList = page(eventRow);
export type EventList = z.infer<typeof eventList>;

/** `archive`: what the reader’s own body has; `applicant`: what every party may see. */
export const caseFileQuery = z.strictObject({ for: z.enum(caseFileKinds) });

export const withdrawInput = z.strictObject({
  reason: typed(2000),
  /** From submission on: the province's paper. */
  paperNumber: typed(64).optional(),
  documentId: id('document').optional(),
});
export type WithdrawInput = z.infer<typeof withdrawInput>;
export const holdInput = z.strictObject({ reason: typed(2000), reviewOn: legalDate });
export type HoldInput = z.infer<typeof holdInput>;
export const resumeInput = z.strictObject({ reason: typed(2000) });
export type ResumeInput = z.infer<typeof resumeInput>;
export const caseReceipt = z.strictObject({
  receipt: z.string(),
  caseId: idOut('case'),
  status: caseStatus,
  /** For a withdrawal that still needs the nation's agreement. */
  waitsForAgreement: z.boolean(),
  at: instant,
});
export type CaseReceipt = z.infer<typeof caseReceipt>;
