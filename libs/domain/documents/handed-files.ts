import type { ScanState } from '../../contracts/api/documents';
import type { FieldError } from '../../contracts/errors';
import { fileError, type FieldCode } from '../../contracts/field-errors';
import type { FileStanding } from '../../contracts/requests';

/** A document as an answer names it. */
export interface HandedFile {
  fileName: string;
  withdrawn: boolean;
  scan: ScanState;
  /** The document has a newer version than the one that was saved or seen. */
  replaced: boolean;
}

/** What cannot change any more comes first: a withdrawn document need not wait for its scan. */
export function standingOfFile({ withdrawn, scan, replaced }: Omit<HandedFile, 'fileName'>): FileStanding {
  if (withdrawn) return 'withdrawn';
  if (scan === 'infected' || scan === 'unreadable') return scan;
  if (replaced) return 'replaced';
  return scan === 'waiting' ? 'waiting' : 'good';
}

const codes = {
  withdrawn: 'file-withdrawn',
  replaced: 'file-replaced',
  waiting: 'file-scanning',
  infected: 'file-infected',
  unreadable: 'file-not-readable',
} as const satisfies Record<Exclude<FileStanding, 'good'>, FieldCode>;

/** Why a file cannot be handed in, with its name and what to do; none for a good one. */
export function problemsOfHanded(path: string, file: HandedFile): FieldError[] {
  const standing = standingOfFile(file);
  return standing === 'good' ? [] : [fileError(path, codes[standing], file.fileName)];
}
