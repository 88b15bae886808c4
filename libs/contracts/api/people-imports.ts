import * as z from 'zod';
import { id, idOut, instant, person, typed, words } from './values';

const kind = z.enum(['organisations', 'units', 'people', 'posts']);
/** A CSV file of master data; `content` is the base64 of its bytes, so that another encoding is found out. */
export const prepareImport = z.strictObject({
  kind,
  fileName: typed(255),
  content: z.base64().min(1).max(1_500_000),
});
export type PrepareImport = z.infer<typeof prepareImport>;
export const preparedImport = z.strictObject({ id: idOut('peopleImport') });

export const peopleImportId = z.strictObject({ id: id('peopleImport') });
const counts = {
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
};
const importFacts = {
  id: idOut('peopleImport'),
  kind,
  fileName: z.string(),
  state: z.enum(['open', 'applied', 'discarded']),
  prepared: z.strictObject({ by: person, at: instant }),
  ended: z.strictObject({ by: person, at: instant }).nullable(),
};
/** Files that wait, then those that ended, newest first. */
export const importList = z.strictObject({
  items: z.array(z.strictObject(importFacts)),
  allowedActions: z.array(z.enum(['prepare'])),
});
export type ImportList = z.infer<typeof importList>;

export const importPreview = z.strictObject({
  ...importFacts,
  /** Prepared by the reader: somebody else must apply it. */
  mine: z.boolean(),
  /** Hand this back when applying: what is applied is what was previewed. */
  digest: z.string(),
  counts: z.strictObject(counts),
  allowedActions: z.array(z.enum(['apply', 'discard'])),
  /** Why the reader, who applies files, may not apply this one. */
  barred: words.nullable(),
  rows: z.array(
    z.strictObject({
      line: z.number().int(),
      key: z.string(),
      /** What the row is about, in words; null where it could not be made out. */
      about: words.nullable(),
      /** What a changed row changes, by column. */
      changes: z.array(z.strictObject({ column: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
      state: z.enum(['add', 'change', 'unchanged', 'refused']),
      reason: z.strictObject({ column: z.string(), code: z.string(), message: words }).nullable(),
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const applyImport = z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) });
export const appliedImport = z.strictObject({
  id: idOut('peopleImport'),
  ...counts,
});
export type AppliedImport = z.infer<typeof appliedImport>;
