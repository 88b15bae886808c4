import type { Id } from '../../contracts/ids';
import { bytesOf } from '../bytes';
import type { Sql } from '../sql';
import { chainStart } from './chain';
import { diagnose, type AnchoredHead, type ChainHead, type ChainRow, type FaultKind } from './diagnose';
import { systemAudience } from './system-log';

export type Verdict =
  { intact: true; events: number } | { intact: false; seq: number; fault: FaultKind; detail: string };

interface StoredEvent {
  seq: number;
  type: string;
  type_version: number;
  audience?: string;
  at: Date;
  payload: string;
  salt: Buffer;
  payload_digest: Buffer;
  alg: string;
  prev_hash: Buffer;
  hash: Buffer;
}

const rowOf = (row: StoredEvent): ChainRow => ({
  seq: row.seq,
  type: row.type,
  typeVersion: row.type_version,
  audience: row.audience ?? systemAudience,
  at: row.at.toISOString(),
  payload: row.payload,
  salt: row.salt,
  payloadDigest: row.payload_digest,
  alg: row.alg,
  prevHash: row.prev_hash,
  hash: row.hash,
});

interface Chain {
  rows: ChainRow[];
  head: ChainHead | null;
}

async function readChain(sql: Sql, id: Id<'case' | 'process'>, events: string, heads: string): Promise<Chain> {
  const known = await sql.row<{ seq: number; hash: Buffer | null }>(heads, [bytesOf(id)]);
  const rows = await sql.rows<StoredEvent>(events, [bytesOf(id)]);
  return { rows: rows.map(rowOf), head: known ? { seq: known.seq, hash: known.hash ?? chainStart } : null };
}

const readCaseChain = (sql: Sql, id: Id<'case'>): Promise<Chain> =>
  readChain(
    sql,
    id,
    'SELECT * FROM case_event WHERE case_id = ? ORDER BY seq',
    'SELECT event_seq AS seq, event_head AS hash FROM case_file WHERE id = ?',
  );

const readSystemChain = (sql: Sql, id: Id<'process'>): Promise<Chain> =>
  readChain(
    sql,
    id,
    'SELECT * FROM system_event WHERE chain = ? ORDER BY seq',
    'SELECT seq, head AS hash FROM system_chain WHERE id = ?',
  );

function verdictOf(chain: string, { rows, head }: Chain, anchored: readonly AnchoredHead[]): Verdict {
  const fault = diagnose(chain, rows, head, anchored);
  return fault
    ? { intact: false, seq: fault.seq, fault: fault.kind, detail: fault.detail }
    : { intact: true, events: rows.length };
}

/** Recomputes the chain of a case and names the first event that is not what it was. */
export async function verifyCase(
  sql: Sql,
  caseId: Id<'case'>,
  anchored: readonly AnchoredHead[] = [],
): Promise<Verdict> {
  return verdictOf(caseId, await readCaseChain(sql, caseId), anchored);
}

/** The same of one process. */
export async function verifySystemChain(
  sql: Sql,
  chain: Id<'process'>,
  anchored: readonly AnchoredHead[] = [],
): Promise<Verdict> {
  return verdictOf(chain, await readSystemChain(sql, chain), anchored);
}
