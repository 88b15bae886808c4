import { requestActs } from '../actions';
import * as z from 'zod';
import { FileFormat } from '../file-formats';
import { fileStandings, itemStates, requestKinds, requestStates, servedHow } from '../requests';
import { templateView } from './documents';
import { dayBounds, extensionBounds, passingDays } from './request-days';
import {
  body,
  id,
  idOut,
  instant,
  legalDate,
  limit,
  organisation,
  page,
  paging,
  person,
  stage,
  typed,
  words,
} from './values';

export const requestId = z.strictObject({ id: id('request') });
export const requestItemId = z.strictObject({ id: id('request'), itemId: id('item') });

const days = z.number().int().min(1).max(250);
const formats = z.array(FileFormat).min(1).max(7);
const indicator = typed(40).optional();

/** One item of a draft: from the programme's library, written freely, a proposal taken up, or returned from the answer before. */
export const draftItem = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('library'), libraryId: typed(64), required: z.boolean().optional(), indicator }),
  z.strictObject({
    from: z.literal('free'),
    title: typed(400),
    accepts: typed(4000),
    formats,
    required: z.boolean(),
    indicator,
  }),
  z.strictObject({
    from: z.literal('proposal'),
    proposalId: id('itemProposal'),
    title: typed(400),
    accepts: typed(4000),
    formats,
    required: z.boolean(),
    indicator,
  }),
  z.strictObject({ from: z.literal('returned'), itemId: id('item'), reason: typed(2000) }),
]);
export type DraftItem = z.infer<typeof draftItem>;

export const draftInput = z.strictObject({
  /** Working days from service; the programme's usual number where none is given. */
  dueDays: days.optional(),
  items: z.array(draftItem).min(1).max(200),
});
export type DraftInput = z.infer<typeof draftInput>;

const rev = z.number().int().min(0);
export const reviseInput = z.strictObject({ rev, ...draftInput.shape });
export type ReviseInput = z.infer<typeof reviseInput>;
export const askCheckInput = z.strictObject({ rev, reason: typed(4000) });
export type AskCheckInput = z.infer<typeof askCheckInput>;
export const checkInput = z.strictObject({ rev, outcome: z.enum(['approved', 'returned']), note: typed(4000) });
export type CheckInput = z.infer<typeof checkInput>;
export const sendInput = z.strictObject({ rev });
export type SendInput = z.infer<typeof sendInput>;
export const passOnItemsInput = z.strictObject({
  items: z.array(id('item')).min(1).max(200),
  dueDays: days.optional(),
});
export type PassOnItemsInput = z.infer<typeof passOnItemsInput>;
export const withdrawRequestInput = z.strictObject({ reason: typed(2000) });
export type WithdrawRequestInput = z.infer<typeof withdrawRequestInput>;

/**
 * `rev`: of the answer that the writer saw, 0 where there was none. Documents are those of the case, in order; `versions`
 * are the numbers the writer saw of them, in the same order: one that was replaced since is refused.
 */
export const saveAnswerInput = z.strictObject({
  rev,
  text: typed(20000).nullable(),
  unavailableBecause: typed(4000).nullable(),
  documents: z.array(id('document')).max(300),
  versions: z.array(z.number().int().min(1)).max(300).optional(),
});
export type SaveAnswerInput = z.infer<typeof saveAnswerInput>;
/** `rev`: of the own answer that the writer saw, 0 where there was none. */
export const takeOverInput = z.strictObject({ rev });
export type TakeOverInput = z.infer<typeof takeOverInput>;
export const savedItem = z.strictObject({
  itemId: idOut('item'),
  rev: z.number().int(),
  editedBy: person,
  editedAt: instant,
  itemsDone: z.number().int(),
  itemsTotal: z.number().int(),
});
export type SavedItem = z.infer<typeof savedItem>;

export const answerCheckInput = z.strictObject({
  outcome: z.enum(['agreed', 'returned']),
  note: typed(4000).optional(),
});
export type AnswerCheckInput = z.infer<typeof answerCheckInput>;

export const askExtensionInput = z.strictObject({ days, reason: typed(4000) });
export type AskExtensionInput = z.infer<typeof askExtensionInput>;
export const decideExtensionInput = z.strictObject({
  granted: z.boolean(),
  /** The days asked for where none are given. */
  days: days.optional(),
  reason: typed(4000),
});
export type DecideExtensionInput = z.infer<typeof decideExtensionInput>;

export const proposeItemInput = z.strictObject({ title: typed(400), accepts: typed(4000), reason: typed(4000) });
export type ProposeItemInput = z.infer<typeof proposeItemInput>;
export const proposedItem = z.strictObject({ id: idOut('itemProposal'), caseId: idOut('case'), at: instant });
export type ProposedItem = z.infer<typeof proposedItem>;

export const proposalId = z.strictObject({ id: id('itemProposal') });
export const declineProposalInput = z.strictObject({ reason: typed(4000) });
export type DeclineProposalInput = z.infer<typeof declineProposalInput>;

/** That an act on a request was recorded. */
export const requestReceipt = z.strictObject({
  receipt: z.string(),
  caseId: idOut('case'),
  requestId: idOut('request'),
  number: z.string().nullable(),
  state: z.enum(requestStates),
  rev: z.number().int(),
  at: instant,
});
export type RequestReceipt = z.infer<typeof requestReceipt>;

const frozenItem = z.strictObject({
  no: z.number().int(),
  title: z.string(),
  accepts: z.string(),
  formats: z.array(FileFormat),
  required: z.boolean(),
  indicator: z.string().nullable(),
  returnReason: z.string().nullable(),
});

/** The written notice: as it was sent, or as it would be sent now. */
export const noticeView = z.strictObject({
  frozen: z.boolean(),
  sha256: z.string().nullable(),
  notice: z.strictObject({
    kind: z.literal('request-notice'),
    title: z.string(),
    number: z.string().nullable(),
    from: z.string(),
    to: z.string(),
    dated: legalDate.nullable(),
    caseNumber: z.string(),
    applicant: z.string(),
    round: z.number().int(),
    paragraphs: z.array(z.string()),
    items: z.array(frozenItem),
    closing: z.array(z.string()),
  }),
});
export type NoticeView = z.infer<typeof noticeView>;

/** The receipt of an answer, as it was given. */
export const receiptView = z.strictObject({
  sha256: z.string(),
  receipt: z.strictObject({
    kind: z.literal('answer-receipt'),
    title: z.string(),
    number: z.string(),
    requestNumber: z.string(),
    caseNumber: z.string(),
    applicant: z.string(),
    from: z.string(),
    to: z.string(),
    receivedAt: instant,
    late: z.boolean(),
    letter: z.strictObject({ number: z.string(), dated: legalDate }).nullable(),
    items: z.array(
      z.strictObject({
        no: z.number().int(),
        title: z.string(),
        text: z.string().nullable(),
        unavailableBecause: z.string().nullable(),
        files: z.array(
          z.strictObject({ title: z.string(), fileName: z.string(), size: z.number().int(), sha256: z.string() }),
        ),
      }),
    ),
  }),
});
export type ReceiptView = z.infer<typeof receiptView>;

export const requestsQuery = z.strictObject({
  ...paging,
  asked: z.enum(['of-us', 'by-us']).default('of-us'),
  /** Ended ones too. */
  ended: z.stringbool().default(false),
});

/** One row of “asked of us” and “asked by us”, by due date; what is not served yet comes first. */
export const requestRow = z.strictObject({
  id: idOut('request'),
  caseId: idOut('case'),
  caseNumber: z.string(),
  applicant: organisation,
  stage,
  kind: z.enum(requestKinds),
  passedOn: z.boolean(),
  number: z.string().nullable(),
  state: z.enum(requestStates),
  round: z.number().int(),
  from: organisation,
  to: organisation,
  sentAt: instant.nullable(),
  servedOn: legalDate.nullable(),
  dueOn: legalDate.nullable(),
  overdue: z.boolean(),
  itemsTotal: z.number().int(),
  itemsDone: z.number().int(),
  answeredAt: instant.nullable(),
  late: z.boolean(),
  /** Limit of the answer while it runs; null before service and after the answer. */
  limit: limit.nullable(),
  /** More time was asked for and nobody has said yes or no yet. */
  extensionAsked: z.boolean(),
});
export type RequestRow = z.infer<typeof requestRow>;
export const requestList = page(requestRow);
export type RequestList = z.infer<typeof requestList>;

const count = z.number().int().nonnegative();
/** How those asked in the last year answer, the slowest first. */
export const requestPace = z.strictObject({
  items: z.array(
    z.strictObject({
      organisation,
      open: count,
      overdue: count,
      answered: count,
      late: count,
      /** Calendar days from service to the answer. */
      averageDays: z.number().nullable(),
      mostRounds: count,
    }),
  ),
});
export type RequestPace = z.infer<typeof requestPace>;

const answerFile = z.strictObject({
  documentId: idOut('document'),
  /** The version that was saved: what is read stays the same when the document gets another. */
  versionId: idOut('documentVersion'),
  version: z.number().int(),
  /** How it stands now; of an answer that was submitted it does not count any more. */
  standing: z.enum(fileStandings),
  title: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
});

const answer = z.strictObject({
  rev: z.number().int(),
  text: z.string().nullable(),
  unavailableBecause: z.string().nullable(),
  /** Named inside the answering body only. */
  editedBy: words.nullable(),
  editedAt: instant,
  files: z.array(answerFile),
});

const itemView = z.strictObject({
  id: idOut('item'),
  no: z.number().int(),
  title: z.string(),
  accepts: z.string(),
  formats: z.array(FileFormat),
  required: z.boolean(),
  indicator: z.string().nullable(),
  libraryId: z.string().nullable(),
  template: templateView.nullable(),
  originId: idOut('item').nullable(),
  passedFromId: idOut('item').nullable(),
  returnReason: z.string().nullable(),
  state: z.enum(itemStates),
  answer: answer.nullable(),
  /** It was passed on, and the answer to it is not back yet: inside the body that did so. */
  awaited: z.boolean(),
  /** What came back of an item that was passed on: inside the body that did so, until it has submitted. */
  handedIn: z
    .strictObject({
      requestId: idOut('request'),
      number: z.string().nullable(),
      answeredAt: instant,
      text: z.string().nullable(),
      unavailableBecause: z.string().nullable(),
      files: z.array(answerFile),
      /** The own answer says the same. */
      taken: z.boolean(),
    })
    .nullable(),
  /** The proposal it was made of: for who may write the draft anew. */
  proposalId: idOut('itemProposal').nullable(),
});

/** A request with all that its screen needs. What the other side has saved and not submitted is not shown. */
export const requestView = z.strictObject({
  ...requestRow.shape,
  rev: z.number().int(),
  side: z.enum(['asking', 'answering']),
  dueDays: z.number().int(),
  servedHow: z.enum(servedHow).nullable(),
  oneTimeReason: z.string().nullable(),
  checkNote: z.string().nullable(),
  needsCheck: z.boolean(),
  letterRequired: z.boolean(),
  ownCheck: z.boolean(),
  /** Whether the own check vouches for what is saved now. */
  ownChecked: z.boolean(),
  receiptNumber: z.string().nullable(),
  endedAt: instant.nullable(),
  endReason: z.string().nullable(),
  previousId: idOut('request').nullable(),
  parentId: idOut('request').nullable(),
  extension: extensionBounds.nullable(),
  /** For whoever passes items on, or judges what was passed on. */
  passing: passingDays.nullable(),
  /** Notices by which items were passed on, inside the body that did so. */
  children: z.array(requestRow),
  /** The open task through which the reader's side answers or accepts. */
  taskId: idOut('task').nullable(),
  items: z.array(itemView),
  extensions: z.array(
    z.strictObject({
      id: idOut('extension'),
      days: z.number().int(),
      reason: z.string(),
      askedAt: instant,
      state: z.enum(['asked', 'granted', 'refused', 'void']),
      grantedDays: z.number().int().nullable(),
      decidedAt: instant.nullable(),
      decisionReason: z.string().nullable(),
    }),
  ),
  /** Reminders that were rung about it, for the proof of service: asking side only. */
  reminders: z.array(z.strictObject({ at: instant, rung: z.string() })),
  allowedActions: z.array(z.enum(requestActs)),
});
export type RequestView = z.infer<typeof requestView>;

/** Requests of a case that the reader's bodies asked or were asked, oldest first: a thread is one matter, its rounds in order. */
export const caseRequests = z.strictObject({
  threads: z.array(z.strictObject({ threadId: idOut('request'), body, rounds: z.array(requestRow) })),
  /** For the handler at whose desk the case lies, where something can be asked for. */
  drafting: z
    .strictObject({
      days: z.strictObject(dayBounds),
      roundsAllowed: z.number().int(),
      library: z.array(
        z.strictObject({
          id: z.string(),
          title: words,
          accepts: words,
          formats: z.array(FileFormat),
          required: z.boolean(),
        }),
      ),
      /** What the body's own panel proposed; who it was is told to nobody else. */
      proposals: z.array(
        z.strictObject({
          id: idOut('itemProposal'),
          by: words,
          title: z.string(),
          accepts: z.string(),
          reason: z.string(),
          at: instant,
          merged: z.boolean(),
          /** Why the handler does not take it up: told to nobody else. */
          declined: z.strictObject({ at: instant, reason: z.string() }).nullable(),
        }),
      ),
    })
    .nullable(),
});
export type CaseRequests = z.infer<typeof caseRequests>;
