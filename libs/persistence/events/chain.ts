import { createHash, getHashes, hash as hashOf, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256, or SM3 (GB/T 32905-2016). Both give 32 bytes; every event says which one it was linked with. */
export const chainAlgorithms = ['sha256', 'sm3'] as const;
export type ChainAlgorithm = (typeof chainAlgorithms)[number];
export const isChainAlgorithm = (name: string): name is ChainAlgorithm =>
  (chainAlgorithms as readonly string[]).includes(name);

export const chainStart = Buffer.alloc(32);

let current: ChainAlgorithm = 'sha256';
/** What this process links new events with. */
export const chainAlgorithm = (): ChainAlgorithm => current;

/** Chooses it for this process; a chain may change its algorithm at any event. Throws where OpenSSL does not offer it. */
export function useChainAlgorithm(algorithm: ChainAlgorithm): void {
  if (!getHashes().includes(algorithm)) throw new Error(`this build of Node offers no ${algorithm}`);
  current = algorithm;
}

export function digestOf(algorithm: ChainAlgorithm, ...parts: (Buffer | string)[]): Buffer {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Canonical bytes (RFC 8785) of a payload: what is stored is what was digested. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('payload is not JSON');
  return text;
}

const newSalt = (): Buffer => randomBytes(16);

export const digestPayload = (algorithm: ChainAlgorithm, salt: Buffer, payload: string): Buffer =>
  digestOf(algorithm, salt, payload);

/** The fields an event's hash binds. The payload is bound by its salted digest, so it can be withheld. */
export interface Link {
  algorithm: ChainAlgorithm;
  /** Id of the case or of the process. */
  chain: string;
  seq: number;
  type: string;
  typeVersion: number;
  audience: string;
  at: string;
  payloadDigest: Buffer;
  prevHash: Buffer;
}

/** Of a flat list of strings and whole numbers JSON.stringify gives the canonical bytes, at a fraction of the time. */
const linkText = (link: Omit<Link, 'payloadDigest' | 'prevHash'>, digest: string, prev: string): string =>
  JSON.stringify([
    link.algorithm,
    link.chain,
    link.seq,
    link.type,
    link.typeVersion,
    link.audience,
    link.at,
    digest,
    prev,
  ]);

export const linkHash = (link: Link): Buffer =>
  digestOf(link.algorithm, linkText(link, link.payloadDigest.toString('hex'), link.prevHash.toString('hex')));

/** An event that waits for its place in a chain; `at` in epoch ms, the payload as it is given. */
export interface Unsealed {
  chain: string;
  seq: number;
  type: string;
  typeVersion: number;
  audience: string;
  at: number;
  payload: unknown;
  /** Hash of the event before it; none before the first. */
  head: Buffer | null;
}

/** The columns of an event that bind it to the one before, with this process's algorithm and a fresh salt. */
export function seal({ at, payload, head, ...event }: Unsealed) {
  const text = canonicalText(payload);
  const salt = newSalt();
  const algorithm = chainAlgorithm();
  const payloadDigest = digestPayload(algorithm, salt, text);
  const prevHash = head ?? chainStart;
  const hash = linkHash({ ...event, algorithm, at: new Date(at).toISOString(), payloadDigest, prevHash });
  return {
    seq: event.seq,
    type: event.type,
    type_version: event.typeVersion,
    payload: text,
    salt,
    payload_digest: payloadDigest,
    alg: algorithm,
    prev_hash: prevHash,
    hash,
  };
}

const scratch = Buffer.allocUnsafe(64 * 1024);

/** Whether payload and link have these digests. A verification asks it of every event there ever was: one-shot hashes and no copies. */
export function isLinked(link: Link, salt: Buffer, payload: string, hash: Buffer): boolean {
  const digest = link.payloadDigest.toString('hex');
  if (payloadHex(link.algorithm, salt, payload) !== digest) return false;
  return hashOf(link.algorithm, linkText(link, digest, link.prevHash.toString('hex')), 'hex') === hash.toString('hex');
}

function payloadHex(algorithm: ChainAlgorithm, salt: Buffer, payload: string): string {
  // A character is at most three bytes of UTF-8 for each of its UTF-16 units.
  if (salt.length + payload.length * 3 > scratch.length) return digestPayload(algorithm, salt, payload).toString('hex');
  const length = salt.copy(scratch) + scratch.write(payload, salt.length);
  return hashOf(algorithm, scratch.subarray(0, length), 'hex');
}
