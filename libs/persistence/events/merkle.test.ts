import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { newId } from '../bytes';
import { anchorHash, anchorStart, faultOfAnchor, keyIdOf, signAnchor, type Anchor } from './anchor';
import { anchorFromText, anchorToText } from './anchor-text';
import { AnchoredHeads, leafContent, type NamedHead } from './anchored-heads';
import { MerkleTree, rootOfProof } from './merkle';

const content = (n: number): Buffer => Buffer.from(String(n));
const built = (values: number[]): MerkleTree => {
  const tree = new MerkleTree('sha256');
  values.forEach((value, index) => tree.set(index, content(value)));
  return tree;
};

describe('the tree over all heads', () => {
  it('changed leaf by leaf it has the root of one built at once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(fc.nat(40), fc.nat(1000)), { maxLength: 12 }), { minLength: 1, maxLength: 8 }),
        (rounds) => {
          const values: number[] = [];
          const tree = new MerkleTree('sha256');
          for (const round of rounds) {
            for (const [place, value] of round) {
              const index = Math.min(place, values.length);
              values[index] = value;
              tree.set(index, content(value));
            }
            expect(tree.root()).toEqual(built(values).root());
          }
        },
      ),
    );
  });

  it('every leaf is proven by a path of its own, and nothing else is', () => {
    for (let size = 1; size <= 17; size += 1) {
      const tree = built(Array.from({ length: size }, (_, n) => n));
      for (let index = 0; index < size; index += 1) {
        expect(rootOfProof('sha256', content(index), tree.proof(index))).toEqual(tree.root());
        expect(rootOfProof('sha256', content(index + 1), tree.proof(index))).not.toEqual(tree.root());
      }
    }
  });

  it('neither fewer leaves nor a node in place of leaves give the same root', () => {
    const two = built([1, 2]);
    const roots = [built([]), built([1]), two, built([1, 2, 2]), built([2, 1])].map((tree) =>
      tree.root().toString('hex'),
    );
    expect(new Set(roots).size).toBe(roots.length);
  });
});

describe('an anchor', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const keys = new Map([[keyIdOf(publicKey), publicKey]]);
  const heads = new AnchoredHeads();
  const head = (seq: number): NamedHead => ({ chain: newId('case'), seq, hash: Buffer.alloc(32, seq) });
  const changed = [head(3), head(4), head(5)];
  heads.apply(changed);
  const make = (seq: number, previous: Buffer): Anchor =>
    signAnchor(
      { seq, at: '2026-01-05T01:00:00.000Z', alg: 'sha256', chains: 3, root: heads.root('sha256'), previous },
      privateKey,
    );

  it('is sound by its key and after the one before it; each change of it shows', () => {
    const first = make(1, anchorStart);
    const second = make(2, anchorHash(first));
    expect(faultOfAnchor(first, null, keys)).toBeNull();
    expect(faultOfAnchor(second, first, keys)).toBeNull();
    expect(faultOfAnchor(make(3, anchorHash(first)), first, keys)).toBe('missing');
    expect(faultOfAnchor(make(2, anchorStart), first, keys)).toBe('link');
    expect(faultOfAnchor(first, null, new Map())).toBe('unknown-key');
    for (const change of [{ at: '2026-01-05T02:00:00.000Z' }, { chains: 4 }, { root: Buffer.alloc(32) }, { seq: 7 }])
      expect(faultOfAnchor({ ...first, ...change }, null, keys)).toBe('signature');
  });

  it('proves that one chain is under its root', () => {
    const [, middle] = changed;
    if (!middle) throw new Error('no head');
    const proof = heads.proof('sha256', middle.chain) ?? [];
    expect(rootOfProof('sha256', leafContent(middle), proof)).toEqual(heads.root('sha256'));
    expect(rootOfProof('sha256', leafContent({ ...middle, seq: 9 }), proof)).not.toEqual(heads.root('sha256'));
    expect(heads.proof('sha256', newId('case'))).toBeUndefined();
  });

  it('comes back from its file as it was', () => {
    const whole = { ...make(1, anchorStart), heads: 'all' as const, content: changed };
    expect(anchorFromText(anchorToText(whole))).toMatchObject(whole);
    expect(() => anchorFromText('{"format":"mcr-anchor/1"}')).toThrow();
  });
});
