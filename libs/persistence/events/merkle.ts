import { digestOf, type ChainAlgorithm } from './chain';

/** One neighbour on the way from a leaf to the root. */
export interface ProofStep {
  side: 'left' | 'right';
  hash: Buffer;
}

// Leaves and nodes are told apart, so that no node can be passed off as a leaf (RFC 6962).
const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

/**
 * A Merkle tree whose leaves are changed and added to: the root after n changes costs n paths, not the whole tree. A node
 * without a right neighbour goes up as it is.
 */
export class MerkleTree {
  private readonly levels: Buffer[][] = [[]];
  private changed = new Set<number>();

  constructor(readonly algorithm: ChainAlgorithm) {}

  get size(): number {
    return this.levels[0]?.length ?? 0;
  }

  /** Sets leaf `index`, at most the next free one. */
  set(index: number, content: Buffer): void {
    if (index > this.size) throw new Error('a tree has no gaps');
    const [leaves] = this.levels;
    if (leaves) leaves[index] = digestOf(this.algorithm, leafMark, content);
    this.changed.add(index);
  }

  /** Of no leaves the digest of nothing. */
  root(): Buffer {
    this.settle();
    return this.levels.at(-1)?.[0] ?? digestOf(this.algorithm);
  }

  /** What leads from leaf `index` to the root. */
  proof(index: number): ProofStep[] {
    this.settle();
    const steps: ProofStep[] = [];
    let at = index;
    for (const level of this.levels) {
      const neighbour = level[at ^ 1];
      if (neighbour) steps.push({ side: at % 2 === 0 ? 'right' : 'left', hash: neighbour });
      at >>= 1;
    }
    return steps;
  }

  private settle(): void {
    let changed = this.changed;
    this.changed = new Set();
    for (let depth = 0; (this.levels[depth]?.length ?? 0) > 1; depth += 1) {
      const below = this.levels[depth] ?? [];
      const level = (this.levels[depth + 1] ??= []);
      const parents = new Set([...changed].map((index) => index >> 1));
      for (const parent of parents) {
        const [left, right] = [below[parent * 2], below[parent * 2 + 1]];
        if (left) level[parent] = right ? digestOf(this.algorithm, nodeMark, left, right) : left;
      }
      changed = parents;
    }
  }
}

/** The root that a leaf's content and its proof lead to. */
export const rootOfProof = (algorithm: ChainAlgorithm, content: Buffer, proof: readonly ProofStep[]): Buffer =>
  proof.reduce(
    (hash, step) =>
      step.side === 'left'
        ? digestOf(algorithm, nodeMark, step.hash, hash)
        : digestOf(algorithm, nodeMark, hash, step.hash),
    digestOf(algorithm, leafMark, content),
  );
