import type { AnchorProof, ChainedEvent, ChainEnd } from '../../contracts/case-file';

/** What a place that verifies can reckon. Bytes in, lower-case hex out. */
export interface Digests {
  sha256(): { update(bytes: Uint8Array): void; hex(): string };
  /** Null for an algorithm that is not offered here. */
  digest(algorithm: string, bytes: Uint8Array): string | null;
  /** Whether an Ed25519 signature is right; null where it cannot be told here. `publicKey`: SPKI. */
  isSigned(publicKey: Uint8Array, text: Uint8Array, signature: Uint8Array): Promise<boolean | null>;
}

export type ChainFaultKind = 'altered' | 'missing' | 'inserted' | 'swapped' | 'cut' | 'unreadable' | 'algorithm';
export interface ChainFault {
  /** First event that is not what it was. */
  seq: number;
  kind: ChainFaultKind;
}

const start = '0'.repeat(64);

export const bytesOfHex = (hex: string): Uint8Array =>
  new Uint8Array((hex.match(/[0-9a-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16)));

const joined = (...parts: Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** The bytes that an event's hash binds, written out apart from the engine that links events. */
const linkText = (chain: string, event: ChainedEvent): string => {
  const { alg, seq, type, typeVersion, audience, at, payloadDigest, prevHash } = event;
  return JSON.stringify([alg, chain, seq, type, typeVersion, audience, at, payloadDigest, prevHash]);
};

/** Whether payload and hash of an event agree; null where its algorithm is not offered. */
function isWhole(chain: string, event: ChainedEvent, digests: Digests): boolean | null {
  const payload = digests.digest(event.alg, joined(bytesOfHex(event.salt), text(event.payload)));
  if (payload === null) return null;
  return payload === event.payloadDigest && digests.digest(event.alg, text(linkText(chain, event))) === event.hash;
}

/** Recomputes a chain; null where it is intact. `lines` are those of record/events.jsonl. */
export function faultOfChain(lines: readonly string[], end: ChainEnd, digests: Digests): ChainFault | null {
  const events: ChainedEvent[] = [];
  for (const [index, line] of lines.entries()) {
    const event = parsed(line);
    if (!event) return { seq: index + 1, kind: 'unreadable' };
    events.push(event);
  }
  let previous = start;
  for (const [index, event] of events.entries()) {
    const seq = index + 1;
    if (event.seq !== seq) return { seq, kind: misplaced(events, seq, event) };
    const whole = isWhole(end.chain, event, digests);
    if (whole === null) return { seq, kind: 'algorithm' };
    if (!whole || event.prevHash !== previous) return { seq, kind: 'altered' };
    previous = event.hash;
  }
  if (events.length < end.events) return { seq: events.length + 1, kind: 'cut' };
  if (events.length > end.events) return { seq: end.events + 1, kind: 'inserted' };
  return previous === end.head ? null : { seq: events.length, kind: 'altered' };
}

function misplaced(events: readonly ChainedEvent[], seq: number, event: ChainedEvent): ChainFaultKind {
  if (event.seq < seq) return 'inserted';
  return events.some((other) => other.seq === seq) ? 'swapped' : 'missing';
}

function parsed(line: string): ChainedEvent | null {
  try {
    const event = JSON.parse(line) as Partial<ChainedEvent> | null;
    const whole = event && typeof event.seq === 'number' && typeof event.payload === 'string';
    return whole && typeof event.salt === 'string' && typeof event.alg === 'string' ? (event as ChainedEvent) : null;
  } catch {
    return null;
  }
}

export type AnchorState = 'good' | 'wrong' | 'not-this-chain' | 'algorithm';

/** Whether the way from the chain's head leads to the anchor's root, and whether the chain has that head. */
export function stateOfAnchor(
  anchor: AnchorProof,
  events: readonly string[],
  chain: string,
  digests: Digests,
): AnchorState {
  const { head, alg } = anchor;
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, head.seq);
  const id = bytesOfHex(head.chain.slice(head.chain.indexOf('_') + 1));
  let hash = digests.digest(alg, joined(Uint8Array.of(0), id, length, bytesOfHex(head.hash)));
  for (const step of anchor.proof) {
    if (hash === null) return 'algorithm';
    const [own, other] = [bytesOfHex(hash), bytesOfHex(step.hash)];
    hash = digests.digest(alg, joined(Uint8Array.of(1), ...(step.side === 'left' ? [other, own] : [own, other])));
  }
  if (hash === null) return 'algorithm';
  if (hash !== anchor.root) return 'wrong';
  return head.chain === chain && parsed(events[head.seq - 1] ?? '')?.hash === head.hash ? 'good' : 'not-this-chain';
}

/** The text that an anchor's signature is over (RFC 8785 of a flat list). */
export const anchorText = ({ seq, at, alg, chains, root, previous, keyId }: AnchorProof): string =>
  JSON.stringify(['mcr-anchor', 1, seq, at, alg, chains, root, previous, keyId]);
