import * as z from 'zod';
import { actReceipt } from './verbs';
import { id, idOut, instant, typed, words } from './values';

export const preReviewCommentId = z.strictObject({ id: id('case'), commentId: id('preReview') });

export const shareDraftInput = z.strictObject({ shared: z.boolean() });
export type ShareDraftInput = z.infer<typeof shareDraftInput>;
export const draftCommentInput = z.strictObject({ text: typed(4000) });
export type DraftCommentInput = z.infer<typeof draftCommentInput>;
export const tickInput = z.strictObject({ done: z.boolean() });
export type TickInput = z.infer<typeof tickInput>;
export const preReviewReceipt = actReceipt;
export type PreReviewReceipt = z.infer<typeof preReviewReceipt>;

export const preReviewActions = ['share', 'unshare', 'comment', 'tick'] as const;

/** 预审 of a draft declaration: comments of the province as rows of a check list. Not binding, and no clock runs for it. */
export const preReviewView = z.strictObject({
  /** The hospital has opened its draft to the province. */
  shared: z.boolean(),
  sharedAt: instant.nullable(),
  comments: z.array(
    z.strictObject({
      id: idOut('preReview'),
      no: z.number().int(),
      text: z.string(),
      /** Of the organisation, never of a person. */
      by: words,
      at: instant,
      doneAt: instant.nullable(),
    }),
  ),
  allowedActions: z.array(z.enum(preReviewActions)),
});
export type PreReviewView = z.infer<typeof preReviewView>;
