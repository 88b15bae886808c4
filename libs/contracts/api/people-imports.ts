import * as z from 'zod';
import { id, idOut, typed, words } from './values';

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
export const importPreview = z.strictObject({
  id: idOut('peopleImport'),
  kind,
  fileName: z.string(),
  state: z.enum(['open', 'applied', 'discarded']),
  /** Prepared by the reader: somebody else must apply it. */
  mine: z.boolean(),
  /** Hand this back when applying: what is applied is what was previewed. */
  digest: z.string(),
  rows: z.array(
    z.strictObject({
      line: z.number().int(),
      key: z.string(),
      state: z.enum(['add', 'change', 'unchanged', 'refused']),
      reason: z.strictObject({ column: z.string(), code: z.string(), message: words }).nullable(),
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const applyImport = z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) });
export const appliedImport = z.strictObject({
  id: idOut('peopleImport'),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
});
export type AppliedImport = z.infer<typeof appliedImport>;
