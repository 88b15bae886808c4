import { open } from 'node:fs/promises';
import { Refused } from '../../../contracts/errors';
import { archiveLimits, inspectArchive, type ArchiveLimits } from './archive';
import { checkEnds, endBytes } from './ends';
import { sniff } from './sniff';

/** Parts an archive of this kind has; without them it is another kind under this name. */
const parts: Partial<Record<string, readonly RegExp[]>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': [/^\[Content_Types\]\.xml$/, /^word\//],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': [/^\[Content_Types\]\.xml$/, /^xl\//],
  'application/ofd': [/(^|\/)OFD\.xml$/i],
  'application/zip': [],
};
const macros = /(^|\/)vbaProject\.bin$/i;

/**
 * Looks a stored file through and answers its media type. Reads both ends, and an archive once in a stream; memory does
 * not grow with the file. Refused: file-empty, file-type-refused, file-truncated, file-two-kinds, archive-….
 */
export async function inspectFile(
  path: string,
  size: number,
  fileName: string,
  limits: ArchiveLimits = archiveLimits,
): Promise<string> {
  if (size === 0) throw new Refused('file-empty');
  const { head, tail } = await ends(path, size);
  const mediaType = await sniff(head.subarray(0, 4100), fileName);
  checkEnds(mediaType, head, tail);
  const needed = parts[mediaType];
  if (!needed) return mediaType;
  const names = await inspectArchive(path, size, limits);
  const has = (part: RegExp): boolean => names.some((name) => part.test(name));
  if (!needed.every(has)) throw new Refused('file-type-refused');
  if (needed.length > 0 && has(macros)) throw new Refused('file-type-refused');
  return mediaType;
}

async function ends(path: string, size: number): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path, 'r');
  try {
    const length = Math.min(size, endBytes);
    const head = Buffer.alloc(length);
    const tail = Buffer.alloc(length);
    await file.read(head, 0, length, 0);
    await file.read(tail, 0, length, size - length);
    return { head, tail };
  } finally {
    await file.close();
  }
}
