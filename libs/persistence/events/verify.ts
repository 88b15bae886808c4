import type { Id } from '../../contracts/ids';
import { bytesOf } from '../bytes';
import type { Sql } from '../sql';
import { chainAlgorithm, chainStart, digestPayload, linkHash } from './chain';

export interface StoredEvent {
  seq: number;
  type: string;
  type_version: number;
  audience: string;
  at: Date;
  payload: string;
  salt: Buffer;
  payload_digest: Buffer;
  alg: string;
  prev_hash: Buffer;
  hash: Buffer;
}

export type Verdict =
  | { intact: true; events: number }
  | { intact: false; seq: number; fault: 'missing' | 'payload' | 'link' | 'hash' | 'algorithm' | 'cut' };

/** Recomputes the chain of a case and names the first event that does not fit, or a tail cut off behind the head. */
export async function verifyCase(sql: Sql, caseId: Id<'case'>): Promise<Verdict> {
  const rows = await sql.rows<StoredEvent>('SELECT * FROM case_event WHERE case_id = ? ORDER BY seq', [
    bytesOf(caseId),
  ]);
  let previous: Buffer = chainStart;
  let expected = 1;
  for (const row of rows) {
    const fault = faultOf(caseId, row, expected, previous);
    if (fault) return { intact: false, seq: expected, fault };
    previous = row.hash;
    expected += 1;
  }
  const head = await sql.row<{ event_seq: number; event_head: Buffer | null }>(
    'SELECT event_seq, event_head FROM case_file WHERE id = ?',
    [bytesOf(caseId)],
  );
  const whole = head?.event_seq === rows.length && (head.event_head ?? chainStart).equals(previous);
  return whole ? { intact: true, events: rows.length } : { intact: false, seq: expected, fault: 'cut' };
}

/** What does not fit of one event of a chain; null where all does. */
export function faultOf(chain: Id<'case' | 'process'>, row: StoredEvent, expected: number, previous: Buffer) {
  if (row.seq !== expected) return 'missing' as const;
  if (row.alg !== chainAlgorithm) return 'algorithm' as const;
  if (!digestPayload(row.salt, row.payload).equals(row.payload_digest)) return 'payload' as const;
  if (!row.prev_hash.equals(previous)) return 'link' as const;
  const hash = linkHash({
    caseId: chain,
    seq: row.seq,
    type: row.type,
    typeVersion: row.type_version,
    audience: row.audience,
    at: row.at.toISOString(),
    payloadDigest: row.payload_digest,
    prevHash: row.prev_hash,
  });
  return hash.equals(row.hash) ? null : ('hash' as const);
}
