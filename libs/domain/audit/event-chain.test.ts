import { createHash } from 'node:crypto';
import { sm3 } from '../../../apps/case-file/src/sm3';
import type { ChainedEvent } from '../../contracts/case-file';
import { chainStart, digestPayload, linkHash, type ChainAlgorithm } from '../../persistence/events/chain';
import { nodeDigests } from '../../platform/zip/file-source';
import { faultOfChain } from './event-chain';

const chain = `case_${'1'.repeat(32)}`;

/** A chain as the engine links it; each event by its own algorithm. */
function linked(algorithms: readonly ChainAlgorithm[]): ChainedEvent[] {
  let prevHash: Buffer = chainStart;
  return algorithms.map((alg, index) => {
    const bound = { seq: index + 1, type: 'commented', typeVersion: 1, audience: 'applicant' };
    const at = `2026-01-05T01:00:0${String(index)}.000Z`;
    const payload = `{"n":${String(index)},"text":"留言"}`;
    const salt = Buffer.alloc(16, index);
    const payloadDigest = digestPayload(alg, salt, payload);
    const hash = linkHash({ algorithm: alg, chain, ...bound, at, payloadDigest, prevHash });
    const hex = { salt: salt.toString('hex'), payloadDigest: payloadDigest.toString('hex') };
    const event = {
      ...bound,
      at,
      payload,
      ...hex,
      alg,
      prevHash: prevHash.toString('hex'),
      hash: hash.toString('hex'),
    };
    prevHash = hash;
    return event;
  });
}

const faultOf = (events: readonly ChainedEvent[], of: readonly ChainedEvent[], digests = nodeDigests) =>
  faultOfChain(
    events.map((event) => JSON.stringify(event)),
    { chain, events: of.length, head: of.at(-1)?.hash ?? '' },
    digests,
  );

describe('a chain recomputed apart from the engine', () => {
  const events = linked(['sha256', 'sha256', 'sm3', 'sm3', 'sha256']);
  const [a, b, c, d, e] = events as [ChainedEvent, ChainedEvent, ChainedEvent, ChainedEvent, ChainedEvent];

  it('is intact as the engine linked it, whichever algorithm an event names', () => {
    expect(faultOf(events, events)).toBeNull();
  });

  it.each([
    ['altered', 3, [a, b, { ...c, payload: c.payload.replace('留言', '改言') }, d, e]],
    ['altered', 4, [a, b, c, { ...d, at: '2026-02-05T01:00:00.000Z' }, e]],
    ['missing', 2, [a, c, d, e]],
    ['swapped', 2, [a, c, b, d, e]],
    ['inserted', 3, [a, b, b, c, d, e]],
    ['cut', 4, [a, b, c]],
  ] as const)('%s at %i', (kind, seq, changed) => {
    expect(faultOf(changed, events)).toEqual({ kind, seq });
  });

  it('says which line it cannot read, and which algorithm is not offered', () => {
    const lines = [JSON.stringify(a), 'no event'];
    expect(faultOfChain(lines, { chain, events: 2, head: '' }, nodeDigests)).toEqual({ seq: 2, kind: 'unreadable' });
    const without = {
      ...nodeDigests,
      digest: (alg: string, bytes: Uint8Array) => (alg === 'sm3' ? null : nodeDigests.digest(alg, bytes)),
    };
    expect(faultOf(events, events, without)).toEqual({ seq: 3, kind: 'algorithm' });
  });
});

describe('SM3 as the page has it', () => {
  it('gives the vectors of GB/T 32905-2016', () => {
    const text = (value: string) => new TextEncoder().encode(value);
    expect(sm3(text('abc'))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3(text('abcd'.repeat(16)))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  it.each([0, 1, 55, 56, 63, 64, 65, 1000])('agrees with OpenSSL on %i bytes', (length) => {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 7) % 256));
    expect(sm3(bytes)).toBe(createHash('sm3').update(bytes).digest('hex'));
  });
});
