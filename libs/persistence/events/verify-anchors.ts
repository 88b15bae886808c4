import type { Sql } from '../sql';
import {
  anchorHash,
  faultOfAnchor,
  type Anchor,
  type AnchorFault,
  type AnchorWithHeads,
  type PublicKeys,
} from './anchor';
import { AnchoredHeads, type VouchedHeads } from './anchored-heads';
import { AnchorRepository } from './anchor-repository';

/** What is wrong with one anchor. `differs`: the database has another one than the exported file. */
export interface AnchorFinding {
  anchor: number;
  fault: AnchorFault | 'differs' | 'not-in-database';
}

export interface VouchedAnchors {
  anchors: number;
  /** The newest that is sound. */
  last: Anchor | null;
  vouched: VouchedHeads;
  findings: AnchorFinding[];
  /** The newest sound anchor made at or before an instant; undefined where there is none. */
  newestAt: (instant: number) => Anchor | undefined;
}

export type ReadFile = () => AnchorWithHeads;
const readAtOnce = 24;

/**
 * Checks signatures, links and roots of all anchors, oldest first, and gathers the heads they vouch for. Of `files`, by
 * number, the exported ones come first: the database is held against them.
 */
export async function verifyAnchors(
  sql: Sql,
  files: ReadonlyMap<number, ReadFile>,
  keys: PublicKeys,
): Promise<VouchedAnchors> {
  const gathered = new Gathered(keys);
  for await (const anchor of merged(sql, files, gathered.findings)) gathered.take(anchor);
  const { count: anchors, last, vouched, findings, sound } = gathered;
  const newestAt = (instant: number) => sound.findLast((anchor) => Date.parse(anchor.at) <= instant);
  return { anchors, last, vouched, findings, newestAt };
}

class Gathered {
  readonly findings: AnchorFinding[] = [];
  readonly vouched: VouchedHeads = new Map();
  readonly sound: Anchor[] = [];
  count = 0;
  last: Anchor | null = null;
  private before: Anchor | null = null;
  private heads = new AnchoredHeads();

  constructor(private readonly keys: PublicKeys) {}

  take({ content, heads, ...anchor }: AnchorWithHeads): void {
    this.count += 1;
    const fault = faultOfAnchor(anchor, this.before, this.keys);
    this.before = anchor;
    if (heads === 'all') this.heads = new AnchoredHeads();
    this.heads.apply(content);
    const isRoot = this.heads.chains === anchor.chains && this.heads.root(anchor.alg).equals(anchor.root);
    const found = fault ?? (isRoot ? null : 'root');
    if (found) this.findings.push({ anchor: anchor.seq, fault: found });
    // Heads under a root that nobody signed vouch for nothing.
    if (found !== null && found !== 'missing' && found !== 'link') return;
    this.sound.push(anchor);
    this.last = anchor;
    for (const { chain, seq, hash } of content) {
      const known = this.vouched.get(chain) ?? [];
      known.push({ anchor: anchor.seq, seq, hash });
      this.vouched.set(chain, known);
    }
  }
}

async function* merged(
  sql: Sql,
  files: ReadonlyMap<number, ReadFile>,
  findings: AnchorFinding[],
): AsyncGenerator<AnchorWithHeads> {
  const anchors = new AnchorRepository(sql);
  const newest = Math.max((await anchors.last())?.seq ?? 0, ...files.keys());
  for (let from = 1; from <= newest; from += readAtOnce) {
    const to = from + readAtOnce - 1;
    const stored = new Map((await anchors.between(from, to)).map((anchor) => [anchor.seq, anchor]));
    const heads = await anchors.heads(from, to);
    for (let seq = from; seq <= Math.min(to, newest); seq += 1) {
      const own = stored.get(seq);
      const file = files.get(seq)?.();
      if (file && !own) findings.push({ anchor: seq, fault: 'not-in-database' });
      if (file && own && !isSame(file, own)) findings.push({ anchor: seq, fault: 'differs' });
      if (file) yield file;
      else if (own) yield { ...own, heads: 'changed', content: heads.get(seq) ?? [] };
    }
  }
}

const isSame = (one: Anchor, other: Anchor): boolean =>
  anchorHash(one).equals(anchorHash(other)) && one.signature.equals(other.signature);
