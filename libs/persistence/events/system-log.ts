import type { Id } from '../../contracts/ids';
import { systemEventTypes, type SystemEventType } from '../../contracts/system-events';
import { bytesOf, newId } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';
import { seal } from './chain';

export interface NewSystemEvent {
  type: SystemEventType;
  payload: Record<string, unknown>;
}

/** System events are for auditors alone; the word is part of what an event's hash binds. */
export const systemAudience = 'audit';

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
    const rows = events.map(({ type, payload }) => {
      seq += 1;
      const { version: typeVersion } = systemEventTypes[type];
      const bound = { chain: this.chain, seq, type, typeVersion, audience: systemAudience };
      const sealed = seal({ ...bound, at: machineNow, payload, head });
      head = sealed.hash;
      return { chain: key, at: toSql(machineNow), ...sealed };
    });
    await sql.insert('system_event', rows);
    await sql.run('UPDATE system_chain SET seq = ?, head = ? WHERE id = ?', [seq, head, key]);
  }
}
