import * as z from 'zod';
import { body, id, idOut, instant, organisation, page, paging, person, role, stage, typed, words } from './values';

/** Who hears a comment: one's own body, or everybody on the case. */
export const commentAudience = z.enum(['body', 'all']);
export const commentInput = z.strictObject({
  audience: commentAudience,
  text: typed(4000),
  taskId: id('task').optional(),
});
export type CommentInput = z.infer<typeof commentInput>;

/** That an act on a case was recorded. */
export const actReceipt = z.strictObject({ receipt: z.string(), caseId: idOut('case'), at: instant });
export type ActReceipt = z.infer<typeof actReceipt>;

export const watchAnswer = z.strictObject({ caseId: idOut('case'), watching: z.boolean() });
export type WatchAnswer = z.infer<typeof watchAnswer>;

/** To a person or to all who hold a post: both of the sender's own body. */
export const copyInput = z.strictObject({
  to: z.union([z.strictObject({ personId: id('person') }), z.strictObject({ role })]),
  note: typed(2000).optional(),
});
export type CopyInput = z.infer<typeof copyInput>;

export const copiesQuery = z.strictObject({ ...paging });
/** One case that was copied to the reader or to a post of theirs. */
export const copyRow = z.strictObject({
  id: idOut('copy'),
  at: instant,
  caseId: idOut('case'),
  caseNumber: z.string(),
  applicant: organisation,
  stage: stage.nullable(),
  by: person,
  /** The post it was copied to, null where it was copied to the reader in person. */
  toRole: role.nullable(),
  note: z.string().nullable(),
});
export type CopyRow = z.infer<typeof copyRow>;
export const copyList = page(copyRow);
export type CopyList = z.infer<typeof copyList>;

export const urgeInput = z.strictObject({ note: typed(2000).optional() });
export type UrgeInput = z.infer<typeof urgeInput>;

/** Colleagues of the reader's own body on a case, for the choice of a person. */
export const colleagueList = z.strictObject({
  items: z.array(z.strictObject({ id: idOut('person'), name: words, role, body })),
});
export type ColleagueList = z.infer<typeof colleagueList>;
