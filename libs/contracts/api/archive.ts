import * as z from 'zod';
import { checklistItems, checklistStates } from '../words/archive';
import { archiveState, id, idOut, instant, legalDate, person, stage, typed, words } from './values';
import { actReceipt } from './verbs';

/** One row of what belongs in the file: found in the record, missing, or not applicable. */
export const checklistRow = z.strictObject({
  item: z.enum(checklistItems),
  state: z.enum(checklistStates),
  count: z.number().int(),
  /** The paper's number, where the row is a paper. */
  number: z.string().nullable(),
});
export const retentionClassView = z.strictObject({
  id: z.string(),
  name: words,
  /** Null where it is kept for ever. */
  years: z.number().int().nullable(),
  basis: z.string(),
});

/** The archive of a closed case, for members of the body whose archive it is. */
export const archiveView = z.strictObject({
  stage,
  state: archiveState,
  /** Of the round that is open; null where the pinned programme sets none, and when the file is accepted. */
  dueOn: legalDate.nullable(),
  checklist: z.array(checklistRow),
  /** The file, then its supplements. */
  files: z.array(
    z.strictObject({
      id: idOut('archiveFile'),
      supplement: z.number().int(),
      number: z.string(),
      retentionClass: retentionClassView,
      place: z.string(),
      acceptedAt: instant,
      acceptedBy: person,
      /** What goes to the archive: the signed file of the decision; null until the worker has made it. */
      package: z
        .strictObject({
          sha256: z.string(),
          size: z.number().int(),
          keyId: z.string(),
          /** Of the last event that is in it. */
          asOf: instant,
          /** Machine time. */
          madeAt: instant,
        })
        .nullable(),
    }),
  ),
  holds: z.array(
    z.strictObject({
      id: idOut('legalHold'),
      reason: z.string(),
      placedAt: instant,
      placedBy: person,
      liftedAt: instant.nullable(),
      liftedBy: person.nullable(),
      liftReason: z.string().nullable(),
    }),
  ),
});
export type ArchiveView = z.infer<typeof archiveView>;

export const supplementInput = z.strictObject({ reason: typed(2000) });
export const legalHoldInput = z.strictObject({ reason: typed(2000) });
export const transferPackageParams = z.strictObject({ id: id('case'), fileId: id('archiveFile') });
export const legalHoldParams = z.strictObject({ id: id('case'), holdId: id('legalHold') });
export const legalHoldReceipt = z.strictObject({ ...actReceipt.shape, holdId: idOut('legalHold') });
export type LegalHoldReceipt = z.infer<typeof legalHoldReceipt>;
