import { bytesOf } from '../bytes';
import type { ChainAlgorithm } from './chain';
import type { AnchoredHead, ChainHead } from './diagnose';
import { MerkleTree, type ProofStep } from './merkle';

/** The end of one chain, by the id of its case or process. */
export interface NamedHead extends ChainHead {
  chain: string;
}

/** What a leaf of the tree says: chain, number of events, hash of the last. */
export function leafContent({ chain, seq, hash }: NamedHead): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(seq);
  return Buffer.concat([bytesOf(chain), length, hash]);
}

/** The heads of all chains as the anchors know them, folded from one anchor to the next. Chains keep their place in the tree. */
export class AnchoredHeads {
  private readonly places = new Map<string, number>();
  private readonly heads: NamedHead[] = [];
  private tree: MerkleTree | null = null;

  get chains(): number {
    return this.heads.length;
  }

  find(chain: string): NamedHead | undefined {
    const place = this.places.get(chain);
    return place === undefined ? undefined : this.heads[place];
  }

  all(): readonly NamedHead[] {
    return this.heads;
  }

  /** Those that are not yet known as they are, in a fixed order. */
  changedOf(heads: Iterable<NamedHead>): NamedHead[] {
    const changed: NamedHead[] = [];
    for (const head of heads) {
      const known = this.find(head.chain);
      if (known?.seq !== head.seq || !known.hash.equals(head.hash)) changed.push(head);
    }
    return changed.sort((one, other) => (one.chain < other.chain ? -1 : 1));
  }

  apply(changed: readonly NamedHead[]): void {
    for (const head of changed) {
      const place = this.places.get(head.chain) ?? this.heads.length;
      this.places.set(head.chain, place);
      this.heads[place] = head;
      this.tree?.set(place, leafContent(head));
    }
  }

  root(algorithm: ChainAlgorithm): Buffer {
    return this.treeOf(algorithm).root();
  }

  /** That the chain is under the root; undefined for a chain no anchor knows. */
  proof(algorithm: ChainAlgorithm, chain: string): ProofStep[] | undefined {
    const place = this.places.get(chain);
    return place === undefined ? undefined : this.treeOf(algorithm).proof(place);
  }

  private treeOf(algorithm: ChainAlgorithm): MerkleTree {
    if (this.tree?.algorithm !== algorithm) {
      this.tree = new MerkleTree(algorithm);
      for (const [place, head] of this.heads.entries()) this.tree.set(place, leafContent(head));
    }
    return this.tree;
  }
}

/** Every head that anchors vouch for, by chain, oldest first. */
export type VouchedHeads = Map<string, AnchoredHead[]>;
