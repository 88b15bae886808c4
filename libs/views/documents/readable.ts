import type { ScanState } from '../../contracts/api/documents';
import { Refused, type RefusalCode } from '../../contracts/errors';
import type { Body, Side } from '../../contracts/posts';
import type { ReadCase } from '../cases/case-reader';

/** A body reads its own documents and those of the bodies below it; the issued notice also comes down. */
const readable: Record<Body, readonly Side[]> = {
  hospital: ['hospital'],
  province: ['hospital', 'province'],
  nation: ['hospital', 'province', 'nation'],
};

/** Whether the reader may know of a document at all. `noticed`: registered papers of issue that have it as original. */
export function mayRead(read: ReadCase, { side, noticed }: { side: Side; noticed: number }): boolean {
  if (read.seated && side === 'hospital') return true;
  if (noticed > 0 && read.bodies.size > 0) return true;
  return [...read.bodies].some((body) => readable[body].includes(side));
}

/** Who is given content that no scan has looked at. `nobody` where a scanner is configured: it will be looked at. */
export type Unscanned = 'anyone' | 'own-side' | 'nobody';

/** Why the content is not given out now; null where it is. What is waiting, infected or unreadable is given to nobody. */
export function withheld(state: ScanState, own: boolean, unscanned: Unscanned): RefusalCode | null {
  switch (state) {
    case 'clean':
      return null;
    case 'waiting':
      return 'file-quarantined';
    case 'infected':
      return 'file-infected';
    case 'unreadable':
      return 'file-unreadable';
    case 'not-scanned':
      if (unscanned === 'anyone' || (unscanned === 'own-side' && own)) return null;
      return unscanned === 'nobody' ? 'file-quarantined' : 'file-not-scanned';
  }
}

export const ownSide = (read: ReadCase, side: Side): boolean => side !== 'panel' && read.bodies.has(side);

/** Refused with the reason for which content is withheld. */
export function requireGiven(state: ScanState, own: boolean, unscanned: Unscanned): void {
  const code = withheld(state, own, unscanned);
  if (code) throw new Refused(code);
}

/** How a content may be shown in a page, instead of saved. */
export function previewOf(mediaType: string): 'pdf' | 'image' | null {
  if (mediaType === 'application/pdf') return 'pdf';
  return mediaType === 'image/png' || mediaType === 'image/jpeg' ? 'image' : null;
}
