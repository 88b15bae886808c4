import { chainStart, digestPayload, isChainAlgorithm, isLinked } from './chain';

/** An event as it is stored, of a case or of a process. */
export interface ChainRow {
  seq: number;
  type: string;
  typeVersion: number;
  audience: string;
  /** ISO 8601 with milliseconds, UTC. */
  at: string;
  payload: string;
  salt: Buffer;
  payloadDigest: Buffer;
  alg: string;
  prevHash: Buffer;
  hash: Buffer;
}

/** The end of a chain: how many events, and the hash of the last. */
export interface ChainHead {
  seq: number;
  hash: Buffer;
}

/** A head that a signed anchor vouches for. */
export interface AnchoredHead extends ChainHead {
  anchor: number;
}

export type FaultKind = 'altered' | 'missing' | 'inserted' | 'swapped' | 'cut' | 'rewritten' | 'algorithm';
export interface Fault {
  /** First event that is not what it was. */
  seq: number;
  kind: FaultKind;
  /** For the person who looks into it. */
  detail: string;
}

const ofStart = (head: ChainHead | null): ChainHead => head ?? { seq: 0, hash: chainStart };

/** Whether a row is event `seq` of the chain after one whose hash is `previous`. */
export const fits = (chain: string, row: ChainRow, seq: number, previous: Buffer): boolean =>
  row.seq === seq && row.prevHash.equals(previous) && isWhole(chain, row, seq);

/** Whether a row's payload and hash agree with each other if it is event `seq`. */
function isWhole(chain: string, row: ChainRow, seq: number): boolean {
  const { alg } = row;
  if (!isChainAlgorithm(alg)) return false;
  const { type, typeVersion, audience, at, payloadDigest, prevHash } = row;
  const link = { algorithm: alg, chain, seq, type, typeVersion, audience, at, payloadDigest, prevHash };
  return isLinked(link, row.salt, row.payload, row.hash);
}

/**
 * Names the first event of a chain that is not what it was; null for an intact chain. `head` is what the record keeps as
 * the chain's end, `anchored` what signed anchors vouch for, oldest first. `rows` are all events in order.
 */
export function diagnose(
  chain: string,
  rows: readonly ChainRow[],
  head: ChainHead | null,
  anchored: readonly AnchoredHead[] = [],
): Fault | null {
  let previous: Buffer = chainStart;
  for (const [index, row] of rows.entries()) {
    if (!fits(chain, row, index + 1, previous)) return nameFault(chain, rows, index, previous);
    previous = row.hash;
  }
  return againstAnchors(rows, anchored) ?? againstHead(rows, ofStart(head));
}

function againstAnchors(rows: readonly ChainRow[], anchored: readonly AnchoredHead[]): Fault | null {
  let sound = 0;
  for (const { anchor, seq, hash } of anchored) {
    const row = rows[seq - 1];
    if (!row)
      return { seq: rows.length + 1, kind: 'cut', detail: `anchor ${String(anchor)} knew ${String(seq)} events` };
    if (!row.hash.equals(hash)) {
      const range = `events ${String(sound + 1)}–${String(seq)}`;
      return { seq: sound + 1, kind: 'rewritten', detail: `${range} are not those that anchor ${String(anchor)} knew` };
    }
    sound = seq;
  }
  return null;
}

function againstHead(rows: readonly ChainRow[], head: ChainHead): Fault | null {
  const end = rows.at(-1)?.hash ?? chainStart;
  if (head.seq > rows.length)
    return { seq: rows.length + 1, kind: 'cut', detail: `the record knew ${String(head.seq)} events` };
  // A counter that was set back to where the events end is given away by the head beside it.
  if (head.seq === rows.length && !head.hash.equals(end))
    return { seq: rows.length + 1, kind: 'cut', detail: 'the record knew another last event' };
  if (head.seq < rows.length)
    return { seq: head.seq + 1, kind: 'inserted', detail: `the record knew ${String(head.seq)} events` };
  return null;
}

function nameFault(chain: string, rows: readonly ChainRow[], index: number, previous: Buffer): Fault {
  const [row, seq] = [rows[index], index + 1];
  if (!row || row.seq > seq) return { seq, kind: 'missing', detail: `${String(row?.seq ?? seq)} follows` };
  if (isWhole(chain, row, seq)) {
    return index === 0
      ? { seq, kind: 'altered', detail: 'it is linked to something before the beginning' }
      : { seq: seq - 1, kind: 'altered', detail: 'the next event is linked to another one' };
  }
  const own = rows.findIndex((_, at) => at !== index && isWhole(chain, row, at + 1)) + 1 || afterLast(chain, row, rows);
  const trueOne = rows.some((other, at) => at > index && other.prevHash.equals(previous) && isWhole(chain, other, seq));
  if (trueOne)
    return own > seq
      ? { seq, kind: 'swapped', detail: `event ${String(own)} stands here` }
      : { seq, kind: 'inserted', detail: 'the true one stands further on' };
  if (own > seq) return { seq, kind: 'missing', detail: 'the events after it were moved up' };
  if (own > 0) return { seq: own, kind: 'inserted', detail: `the true one stands at ${String(seq)}` };
  return { seq, ...alteration(row) };
}

/** A deleted event leaves the last one numbered beyond the end. */
const afterLast = (chain: string, row: ChainRow, rows: readonly ChainRow[]): number =>
  isWhole(chain, row, rows.length + 1) ? rows.length + 1 : 0;

function alteration(row: ChainRow): Omit<Fault, 'seq'> {
  const { alg } = row;
  if (!isChainAlgorithm(alg)) return { kind: 'algorithm', detail: 'no algorithm of ours' };
  const same = digestPayload(alg, row.salt, row.payload).equals(row.payloadDigest);
  return { kind: 'altered', detail: same ? 'its hash or a field beside the payload' : 'its payload' };
}
