import { Refused } from '../../../contracts/errors';

/** Bytes looked at from either end of a file. */
export const endBytes = 64 * 1024;

const page = /<\s*(script|html|!doctype\s+html|svg|iframe|body|object|embed)\b/i;
const prologueBytes = 1024;
const zipEnd = Buffer.from('504b0506', 'hex');
const pngEnd = Buffer.from('49454e44ae426082', 'hex');
const jpegEnd = Buffer.from('ffd9', 'hex');

/**
 * Whether beginning and end of a file belong to its kind and to no other. Refused: file-truncated (the end its kind
 * has is missing), file-two-kinds (a page in its prologue, or an archive behind it).
 */
export function checkEnds(mediaType: string, head: Buffer, tail: Buffer): void {
  const kind = kinds[mediaType];
  if (!kind) return;
  if (page.test(head.subarray(0, prologueBytes).toString('latin1'))) throw new Refused('file-two-kinds');
  // An archive is found by its last bytes, whatever stands before it.
  if (tail.includes(zipEnd)) throw new Refused('file-two-kinds');
  if (!tail.subarray(-kind.within).includes(kind.end)) throw new Refused('file-truncated');
}

const kinds: Partial<Record<string, { end: Buffer; within: number }>> = {
  'application/pdf': { end: Buffer.from('%%EOF'), within: 2048 },
  'image/png': { end: pngEnd, within: 1024 },
  'image/jpeg': { end: jpegEnd, within: endBytes },
};
