import * as z from 'zod';
import { FileFormat } from '../programme';
import { id, idOut, instant, stage, typed, words } from './values';

export const caseDocumentId = z.strictObject({ id: id('case'), documentId: id('document') });
export const caseVersionId = z.strictObject({
  id: id('case'),
  documentId: id('document'),
  versionId: id('documentVersion'),
});
export const uploadId = z.strictObject({ uploadId: id('upload') });

/** What the virus scan says of a content: `waiting`, `infected` and `unreadable` (it could not be scanned) are given to nobody. */
export const scanStates = ['clean', 'waiting', 'infected', 'unreadable', 'not-scanned'] as const;
export type ScanState = (typeof scanStates)[number];
export const scanState = z.enum(scanStates);

export const documentView = z.strictObject({
  id: idOut('document'),
  versionId: idOut('documentVersion'),
  version: z.number().int(),
  title: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  state: scanState,
});
export type DocumentView = z.infer<typeof documentView>;

/** Upload-Metadata of a new upload: whose case, under which item, or a new version of which document. */
export const uploadMetadata = z.strictObject({
  caseId: id('case'),
  filename: typed(1000),
  title: typed(200).optional(),
  slot: z.string().max(64).optional(),
  indicator: z.string().max(96).optional(),
  documentId: id('document').optional(),
  filetype: z.string().max(200).optional(),
});
export type UploadMetadata = z.infer<typeof uploadMetadata>;

export const withdrawDocumentInput = z.strictObject({ reason: typed(2000) });
export type WithdrawDocumentInput = z.infer<typeof withdrawDocumentInput>;
export const withdrawnDocument = z.strictObject({ id: idOut('document'), withdrawnAt: instant });
export type WithdrawnDocument = z.infer<typeof withdrawnDocument>;

/** Who put something there; the person only where the reader may know the names of that body. */
const by = z.strictObject({ organisation: words, person: words.nullable() });
export const materialVersion = z.strictObject({
  id: idOut('documentVersion'),
  number: z.number().int(),
  current: z.boolean(),
  fileName: z.string(),
  /** As it was sent, with everything unseen written out. */
  givenName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  addedAt: instant,
  by,
  state: scanState,
  /** Whether this reader is given the content now. */
  available: z.boolean(),
  preview: z.enum(['pdf', 'image']).nullable(),
});
export type MaterialVersion = z.infer<typeof materialVersion>;
export const material = z.strictObject({
  id: idOut('document'),
  title: z.string(),
  slot: z.string().nullable(),
  indicator: z.string().nullable(),
  withdrawn: z.strictObject({ at: instant, reason: z.string() }).nullable(),
  /** Newest first. */
  versions: z.array(materialVersion),
  /** Whether this reader may add a version or mark it withdrawn. */
  mine: z.boolean(),
});
export type Material = z.infer<typeof material>;
/** Everything a case holds that the reader may know of, beside the programme's list. */
export const materialsView = z.strictObject({
  required: z.array(
    z.strictObject({
      slot: z.string(),
      stage,
      title: words,
      formats: z.array(FileFormat),
      required: z.boolean(),
      accepts: words.nullable(),
      perIndicator: z.boolean(),
      template: z.strictObject({ title: words, address: z.string() }).nullable(),
      maxMegabytes: z.number().int().nullable(),
      maxCount: z.number().int().nullable(),
      basis: z.string(),
    }),
  ),
  indicators: z.array(z.strictObject({ id: z.string(), title: words })),
  limits: z.strictObject({ megabytes: z.number().int(), documents: z.number().int() }),
  documents: z.array(material),
});
export type MaterialsView = z.infer<typeof materialsView>;
