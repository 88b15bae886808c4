import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * SHA-256 (lower-case hex) of the RFC 8785 canonical JSON of a value: the same for any order of keys and any layout of
 * the file it came from. Throws a TypeError for what JSON cannot hold.
 */
export function contentHash(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
