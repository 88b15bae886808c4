import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';

export const chainAlgorithm = 'sha256';
export const chainStart = Buffer.alloc(32);

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Canonical bytes (RFC 8785) of a payload: what is stored is what was digested. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('payload is not JSON');
  return text;
}

export const newSalt = (): Buffer => randomBytes(16);

export const digestPayload = (salt: Buffer, payload: string): Buffer => sha256(salt, payload);

/** The fields an event's hash binds. The payload is bound by its salted digest, so it can be withheld. */
export interface Link {
  caseId: string;
  seq: number;
  type: string;
  typeVersion: number;
  audience: string;
  at: string;
  payloadDigest: Buffer;
  prevHash: Buffer;
}

export const linkHash = (link: Link): Buffer =>
  sha256(
    canonicalText([
      chainAlgorithm,
      link.caseId,
      link.seq,
      link.type,
      link.typeVersion,
      link.audience,
      link.at,
      link.payloadDigest.toString('hex'),
      link.prevHash.toString('hex'),
    ]),
  );
