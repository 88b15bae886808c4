import {
  chainAlgorithm,
  chainStart,
  digestOf,
  digestPayload,
  linkHash,
  useChainAlgorithm,
  canonicalText,
} from './chain';
import { diagnose, type ChainRow } from './diagnose';

afterEach(() => useChainAlgorithm('sha256'));

const row = (seq: number, algorithm: 'sha256' | 'sm3', prevHash: Buffer): ChainRow => {
  const [salt, payload] = [Buffer.alloc(16, seq), canonicalText({ n: seq, name: '事件' })];
  const payloadDigest = digestPayload(algorithm, salt, payload);
  const fields = { type: 'commented', typeVersion: 1, audience: 'applicant', at: '2026-01-05T01:00:00.000Z' };
  const hash = linkHash({ algorithm, chain: 'case_1', seq, ...fields, payloadDigest, prevHash });
  return { seq, ...fields, payload, salt, payloadDigest, alg: algorithm, prevHash, hash };
};

describe('the hash algorithm of a chain', () => {
  // GB/T 32905-2016, appendix A.
  it.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('SM3 of %s is the one of the standard', (text, expected) => {
    expect(digestOf('sm3', text).toString('hex')).toBe(expected);
  });

  it('is chosen for the process, and refused where there is none of the name', () => {
    expect(chainAlgorithm()).toBe('sha256');
    useChainAlgorithm('sm3');
    expect(chainAlgorithm()).toBe('sm3');
    expect(() => useChainAlgorithm('sm9' as 'sm3')).toThrow('no sm9');
  });

  it('may change at an event, and is bound by its hash', () => {
    const rows: ChainRow[] = [];
    for (const [index, algorithm] of (['sha256', 'sm3', 'sm3', 'sha256'] as const).entries())
      rows.push(row(index + 1, algorithm, rows.at(-1)?.hash ?? chainStart));
    const head = { seq: 4, hash: rows[3]?.hash ?? chainStart };
    expect(diagnose('case_1', rows, head)).toBeNull();
    const relabelled = rows.map((one) => (one.seq === 2 ? { ...one, alg: 'sha256' } : one));
    expect(diagnose('case_1', relabelled, head)).toMatchObject({ seq: 2, kind: 'altered' });
    const unknown = rows.map((one) => (one.seq === 3 ? { ...one, alg: 'md5' } : one));
    expect(diagnose('case_1', unknown, head)).toMatchObject({ seq: 3, kind: 'algorithm' });
  });

  it('what is hashed of a link is canonical, whatever the words', () => {
    const link = ['sha256', 'case_1', 7, 'a"b\\\u0001é事\u2028', 1, 'body:province', '2026-01-05T01:00:00.000Z'];
    expect(JSON.stringify(link)).toBe(canonicalText(link));
  });
});
