import * as z from 'zod';
import { LocalText, Slug, sourced } from './basis';
import { FileFormat } from './file-formats';
import type { DesignationStage } from './procedure';

/** 补正 at the province's intake, 补充材料 at the nation's, and what is asked for at a later step. */
export const requestKinds = ['correction', 'supplement', 'request'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** `draft` to `approved` are inside the asking body; from `sent` on both sides see it. */
export const requestStates = [
  'draft',
  'awaiting-check',
  'approved',
  'sent',
  'answered',
  'closed',
  'withdrawn',
  'lapsed',
] as const;
export type RequestState = (typeof requestStates)[number];

export const itemStates = ['open', 'accepted', 'returned'] as const;
export type ItemState = (typeof itemStates)[number];

/** Service 送达: opened by the addressee, or deemed after the programme's working days. */
export const servedHow = ['opened', 'deemed'] as const;
export type ServedHow = (typeof servedHow)[number];

/** Stages in which a body may ask for documents. */
export const requestStages = [
  'provincial-intake',
  'provincial-evaluation',
  'provincial-recommendation',
  'submission',
  'national-intake',
  'national-review',
  'national-decision',
] as const satisfies readonly DesignationStage[];
export type RequestStage = (typeof requestStages)[number];

export const lateRules = ['accepted-as-late', 'decided-as-is'] as const;

/** One ready-worded item of the programme's library. */
export const LibraryItem = z.strictObject({
  id: Slug,
  title: LocalText,
  accepts: LocalText,
  formats: z.array(FileFormat).min(1),
  required: z.boolean(),
});
export type LibraryItem = z.infer<typeof LibraryItem>;

/** What the programme says of asking, serving and answering. Days are working days. */
export const RequestRules = z
  .strictObject({
    /** Notices of one thread together: the first, and one for each time items were returned. */
    rounds: sourced(z.int().min(1).max(20)),
    /** What one extension may add, and how many may be granted. */
    extension: z.strictObject({ days: sourced(z.int().min(1).max(120)), times: sourced(z.int().min(1).max(10)) }),
    late: sourced(z.enum(lateRules)),
    /** The province answers the nation under a covering letter: number, date, sealed original. */
    letter: sourced(z.boolean()),
    /** Whose own signatory has to check an answer before it goes out. */
    ownCheck: z.strictObject({ hospital: sourced(z.boolean()), province: sourced(z.boolean()) }),
    library: z.array(LibraryItem),
  })
  .superRefine((rules, ctx) => {
    const seen = new Set<string>();
    rules.library.forEach((item, i) => {
      if (seen.has(item.id)) ctx.addIssue({ code: 'custom', path: ['library', i, 'id'], message: `${item.id} twice` });
      seen.add(item.id);
    });
  });
export type RequestRules = z.infer<typeof RequestRules>;
