import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalText, chainStart, digestOf, type ChainAlgorithm } from './chain';
import type { NamedHead } from './anchored-heads';

/** A signed statement: at this instant all chains ended like this. */
export interface Anchor {
  seq: number;
  /** ISO 8601, machine time. */
  at: string;
  alg: ChainAlgorithm;
  chains: number;
  /** Of the Merkle tree over the heads of all chains. */
  root: Buffer;
  /** `anchorHash` of the one before, zeros for the first. */
  previous: Buffer;
  keyId: string;
  /** Ed25519 over `anchorText`. */
  signature: Buffer;
}

/** An anchor with the heads that changed since the one before, or with all of them. */
export interface AnchorWithHeads extends Anchor {
  heads: 'changed' | 'all';
  content: NamedHead[];
}

/** Keys that are trusted, by their ids. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

export const anchorStart = chainStart;

type Unsigned = Omit<Anchor, 'signature'>;

/** The bytes that are signed. */
const anchorText = ({ seq, at, alg, chains, root, previous, keyId }: Unsigned): string =>
  canonicalText(['mcr-anchor', 1, seq, at, alg, chains, root.toString('hex'), previous.toString('hex'), keyId]);

export const anchorHash = (anchor: Unsigned): Buffer => digestOf(anchor.alg, anchorText(anchor));

/** First 16 hex digits of the SHA-256 of the public key (SPKI, DER). */
export const keyIdOf = (key: KeyObject): string =>
  createHash('sha256')
    .update((key.type === 'public' ? key : createPublicKey(key)).export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

export function signAnchor(anchor: Omit<Unsigned, 'keyId'>, key: KeyObject): Anchor {
  const unsigned = { ...anchor, keyId: keyIdOf(key) };
  return { ...unsigned, signature: sign(null, Buffer.from(anchorText(unsigned)), key) };
}

export type AnchorFault = 'unknown-key' | 'signature' | 'link' | 'root' | 'missing';

/** What is wrong with an anchor by itself and after the one before; null where nothing is. */
export function faultOfAnchor(anchor: Anchor, before: Anchor | null, keys: PublicKeys): AnchorFault | null {
  const key = keys.get(anchor.keyId);
  if (!key) return 'unknown-key';
  if (!verify(null, Buffer.from(anchorText(anchor)), key, anchor.signature)) return 'signature';
  if (before && anchor.seq !== before.seq + 1) return 'missing';
  const previous = before ? anchorHash(before) : anchor.seq === 1 ? anchorStart : anchor.previous;
  return anchor.previous.equals(previous) ? null : 'link';
}
