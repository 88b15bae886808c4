import { Refused } from '../../../contracts/errors';

const longest = 255;
// Control characters, and the marks that turn, hide or join what is read.
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/**
 * The name a file is kept under: NFC, without path parts, control characters and marks that turn the writing, at most
 * 255 bytes of UTF-8 with its extension. Refused as `file-name-refused` where nothing is left of it.
 */
export function keptName(given: string): string {
  const last = given.normalize('NFC').replace(unseen, '').split(/[/\\]/).at(-1) ?? '';
  const plain = last.trim().replace(/[. ]+$/, '');
  const dot = plain.lastIndexOf('.');
  if (plain === '' || dot === 0 || !/[^._\s]/u.test(plain)) throw new Refused('file-name-refused');
  if (dot < 0) return cut(plain, longest);
  const extension = plain.slice(dot);
  if (Buffer.byteLength(extension) > 20) return cut(plain, longest);
  return cut(plain.slice(0, dot), longest - Buffer.byteLength(extension)) + extension;
}

/** The name as it was given, for people to see: what cannot be seen is written out. */
export const shownName = (given: string): string =>
  given.replace(unseen, (mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);

function cut(text: string, bytes: number): string {
  let size = 0;
  let kept = '';
  for (const sign of text) {
    size += Buffer.byteLength(sign);
    if (size > bytes) break;
    kept += sign;
  }
  return kept;
}
