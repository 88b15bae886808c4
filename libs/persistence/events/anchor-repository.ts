import { bytesOf, idOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';
import type { Anchor } from './anchor';
import type { NamedHead } from './anchored-heads';
import type { ChainAlgorithm } from './chain';

interface Row {
  seq: number;
  at: Date;
  alg: ChainAlgorithm;
  chains: number;
  root: Buffer;
  previous: Buffer;
  key_id: string;
  signature: Buffer;
}
interface HeadRow {
  anchor_seq: number;
  chain: Buffer;
  kind: 'case' | 'process';
  seq: number;
  head: Buffer;
}

const rowsAtOnce = 1_000;
const kindOf = (chain: string): 'case' | 'process' => (chain.startsWith('case_') ? 'case' : 'process');

/** Anchors and the heads that changed from one to the next. Never changed, never deleted. */
export class AnchorRepository {
  constructor(private readonly sql: Sql) {}

  /** Anchors `from`–`to`, oldest first. */
  async between(from: number, to: number): Promise<Anchor[]> {
    const rows = await this.sql.rows<Row>('SELECT * FROM anchor WHERE seq BETWEEN ? AND ? ORDER BY seq', [from, to]);
    return rows.map(anchorOf);
  }

  async last(): Promise<Anchor | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM anchor ORDER BY seq DESC LIMIT 1');
    return row && anchorOf(row);
  }

  /** Heads that changed with anchors `from`–`to`, by anchor, in the order in which they were folded. */
  async heads(from: number, to: number): Promise<Map<number, NamedHead[]>> {
    const rows = await this.sql.rows<HeadRow>(
      'SELECT * FROM anchor_head WHERE anchor_seq BETWEEN ? AND ? ORDER BY anchor_seq, kind, chain',
      [from, to],
    );
    const found = new Map<number, NamedHead[]>();
    for (const row of rows) {
      const heads = found.get(row.anchor_seq) ?? [];
      heads.push({ chain: idOf(row.kind, row.chain), seq: row.seq, hash: row.head });
      found.set(row.anchor_seq, heads);
    }
    return found;
  }

  /** Relies on the primary key: of two that write the same number one fails. */
  async insert(anchor: Anchor, changed: readonly NamedHead[]): Promise<void> {
    const { seq, at, alg, chains, root, previous, keyId, signature } = anchor;
    await this.sql.insert('anchor', [
      { seq, at: toSql(Date.parse(at)), alg, chains, root, previous, key_id: keyId, signature },
    ]);
    for (let index = 0; index < changed.length; index += rowsAtOnce) {
      const rows = changed.slice(index, index + rowsAtOnce).map((head) => ({
        anchor_seq: seq,
        chain: bytesOf(head.chain),
        kind: kindOf(head.chain),
        seq: head.seq,
        head: head.hash,
      }));
      await this.sql.insert('anchor_head', rows);
    }
  }

  /** Where all chains end now. No row is locked. */
  async currentHeads(): Promise<NamedHead[]> {
    const cases = await this.sql.rows<{ id: Buffer; seq: number; head: Buffer }>(
      'SELECT id, event_seq AS seq, event_head AS head FROM case_file WHERE event_head IS NOT NULL',
    );
    const processes = await this.sql.rows<{ id: Buffer; seq: number; head: Buffer }>(
      'SELECT id, seq, head FROM system_chain WHERE head IS NOT NULL',
    );
    const named = (kind: 'case' | 'process') => (row: { id: Buffer; seq: number; head: Buffer }) => ({
      chain: idOf(kind, row.id),
      seq: row.seq,
      hash: row.head,
    });
    return [...cases.map(named('case')), ...processes.map(named('process'))];
  }
}

const anchorOf = ({ key_id: keyId, at, ...row }: Row): Anchor => ({ ...row, at: at.toISOString(), keyId });
