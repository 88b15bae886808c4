import type { KeyObject } from 'node:crypto';
import { faultCode, type Database } from '../database';
import type { Sql } from '../sql';
import { anchorHash, anchorStart, signAnchor, type Anchor, type AnchorWithHeads } from './anchor';
import { AnchoredHeads, type NamedHead } from './anchored-heads';
import { AnchorRepository } from './anchor-repository';
import { chainAlgorithm } from './chain';

const foldedAtOnce = 50;

/** Makes anchors. Keeps the tree between two of them, so that an anchor costs what has changed. */
export class AnchorBook {
  private heads = new AnchoredHeads();
  private last: Anchor | null = null;
  /** Something was folded that may never be committed. */
  private doubtful = false;

  constructor(private readonly database: Database) {}

  /** Signs where all chains end now. Events that are being written go into the next one; nothing waits. */
  async make(key: KeyObject, machineNow: number): Promise<Anchor> {
    for (;;) {
      try {
        const anchor = await this.database.transaction((sql) => this.write(sql, key, machineNow));
        this.doubtful = false;
        return anchor;
      } catch (error) {
        // Another process made the same number at this moment: the next number is ours.
        if (faultCode(error) !== 'ER_DUP_ENTRY') throw error;
      }
    }
  }

  /** The newest anchor with all heads: one file that stands by itself. Undefined before the first. */
  async whole(sql: Sql): Promise<AnchorWithHeads | undefined> {
    await this.fold(sql);
    return this.last ? { ...this.last, heads: 'all', content: [...this.heads.all()] } : undefined;
  }

  private async write(sql: Sql, key: KeyObject, machineNow: number): Promise<Anchor> {
    await this.fold(sql);
    this.doubtful = true;
    const anchors = new AnchorRepository(sql);
    const changed: NamedHead[] = this.heads.changedOf(await anchors.currentHeads());
    this.heads.apply(changed);
    const alg = chainAlgorithm();
    const anchor = signAnchor(
      {
        seq: (this.last?.seq ?? 0) + 1,
        at: new Date(machineNow).toISOString(),
        alg,
        chains: this.heads.chains,
        root: this.heads.root(alg),
        previous: this.last ? anchorHash(this.last) : anchorStart,
      },
      key,
    );
    await anchors.insert(anchor, changed);
    this.last = anchor;
    return anchor;
  }

  private async fold(sql: Sql): Promise<void> {
    if (this.doubtful) {
      this.heads = new AnchoredHeads();
      this.last = null;
      this.doubtful = false;
    }
    const anchors = new AnchorRepository(sql);
    for (;;) {
      const from = (this.last?.seq ?? 0) + 1;
      const found = await anchors.between(from, from + foldedAtOnce - 1);
      const changed = await anchors.heads(from, from + foldedAtOnce - 1);
      for (const anchor of found) {
        this.heads.apply(changed.get(anchor.seq) ?? []);
        this.last = anchor;
      }
      if (found.length < foldedAtOnce) return;
    }
  }
}
