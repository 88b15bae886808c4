import type { Id } from '../../contracts/ids';
import { systemEventTypes, type SystemEventType } from '../../contracts/system-events';
import { bytesOf, newId } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';
import { canonicalText, chainAlgorithm, chainStart, digestPayload, linkHash, newSalt } from './chain';
import { faultOf, type StoredEvent, type Verdict } from './verify';

export interface NewSystemEvent {
  type: SystemEventType;
  payload: Record<string, unknown>;
}

/** System events are for auditors alone; the word is part of what an event's hash binds. */
const audience = 'audit';

interface Head {
  seq: number;
  head: Buffer | null;
}

/**
 * The log of this process: one chain, so that processes never wait for each other. Call `write` last in a unit of
 * work: the chain's head stays locked until the commit, and is the last lock in the order.
 */
export class SystemLog {
  readonly chain: Id<'process'> = newId('process');

  /** Appends in the caller's transaction; what is rolled back was never there, and leaves no gap. */
  async write(sql: Sql, events: readonly NewSystemEvent[], machineNow: number): Promise<void> {
    if (events.length === 0) return;
    const key = bytesOf(this.chain);
    await sql.run('INSERT INTO system_chain (id) VALUES (?) ON DUPLICATE KEY UPDATE id = id', [key]);
    const known = await sql.row<Head>('SELECT seq, head FROM system_chain WHERE id = ? FOR UPDATE', [key]);
    let { seq, head }: Head = known ?? { seq: 0, head: null };
    const rows = events.map((event) => {
      seq += 1;
      const row = link(this.chain, seq, event, machineNow, head ?? chainStart);
      head = row.hash;
      return { chain: key, seq, ...row };
    });
    await sql.insert('system_event', rows);
    await sql.run('UPDATE system_chain SET seq = ?, head = ? WHERE id = ?', [seq, head, key]);
  }
}

function link(chain: Id<'process'>, seq: number, event: NewSystemEvent, at: number, prevHash: Buffer) {
  const { version } = systemEventTypes[event.type];
  const payload = canonicalText(event.payload);
  const salt = newSalt();
  const payloadDigest = digestPayload(salt, payload);
  return {
    type: event.type,
    type_version: version,
    at: toSql(at),
    payload,
    salt,
    payload_digest: payloadDigest,
    alg: chainAlgorithm,
    prev_hash: prevHash,
    hash: linkHash({
      caseId: chain,
      seq,
      type: event.type,
      typeVersion: version,
      audience,
      at: new Date(at).toISOString(),
      payloadDigest,
      prevHash,
    }),
  };
}

/** Recomputes the chain of one process; as `verifyCase`. */
export async function verifySystemChain(sql: Sql, chain: Id<'process'>): Promise<Verdict> {
  const rows = await sql.rows<StoredEvent>('SELECT * FROM system_event WHERE chain = ? ORDER BY seq', [bytesOf(chain)]);
  let previous: Buffer = chainStart;
  let expected = 1;
  for (const row of rows) {
    const fault = faultOf(chain, { ...row, audience }, expected, previous);
    if (fault) return { intact: false, seq: expected, fault };
    previous = row.hash;
    expected += 1;
  }
  const known = await sql.row<Head>('SELECT seq, head FROM system_chain WHERE id = ?', [bytesOf(chain)]);
  const whole = (known?.seq ?? 0) === rows.length && (known?.head ?? chainStart).equals(previous);
  return whole ? { intact: true, events: rows.length } : { intact: false, seq: expected, fault: 'cut' };
}
