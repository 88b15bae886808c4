import { createConnection, type Connection } from 'mysql2/promise';
import { bytesOf, idOf } from '../../libs/persistence/bytes';
import { chainStart, digestPayload, linkHash } from '../../libs/persistence/events/chain';
import type { TestDatabase } from './database';

/** The two kinds of chains: where their events and their heads are. */
export const chainTables = {
  case: { events: 'case_event', key: 'case_id', heads: 'case_file', seq: 'event_seq', head: 'event_head' },
  process: { events: 'system_event', key: 'chain', heads: 'system_chain', seq: 'seq', head: 'head' },
} as const;
export type ChainKind = keyof typeof chainTables;

/** Somebody with the migrating account who first takes the triggers away, as they could. */
export async function openTamperer({ migrationUrl }: TestDatabase): Promise<Connection> {
  const connection = await createConnection({ uri: migrationUrl, timezone: 'Z', multipleStatements: true });
  const [triggers] = (await connection.query(
    'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()',
  )) as unknown as [{ name: string }[]];
  for (const { name } of triggers) await connection.query(`DROP TRIGGER \`${name}\``);
  return connection;
}

interface Stored {
  seq: number;
  type: string;
  type_version: number;
  audience?: string;
  at: Date;
  payload: string;
  salt: Buffer;
}

/** Rewrites a whole chain from event `from` on with a payload of one's own, every hash and the head recomputed. */
export async function rewriteChain(root: Connection, kind: ChainKind, id: string, from: number): Promise<void> {
  const { events, key, heads, seq, head } = chainTables[kind];
  const [rows] = (await root.query(`SELECT * FROM ${events} WHERE ${key} = ? ORDER BY seq`, [
    bytesOf(id),
  ])) as unknown as [Stored[]];
  const chain = idOf(kind, bytesOf(id));
  let prevHash: Buffer = chainStart;
  for (const row of rows) {
    const payload = row.seq === from ? '{"forged":true}' : row.payload;
    const payloadDigest = digestPayload('sha256', row.salt, payload);
    const { type, type_version: typeVersion, audience = 'audit' } = row;
    const fields = { type, typeVersion, audience, at: row.at.toISOString(), payloadDigest, prevHash };
    const hash = linkHash({ algorithm: 'sha256', chain, seq: row.seq, ...fields });
    await root.query(
      `UPDATE ${events} SET payload = ?, payload_digest = ?, prev_hash = ?, hash = ? WHERE ${key} = ? AND seq = ?`,
      [payload, payloadDigest, prevHash, hash, bytesOf(id), row.seq],
    );
    prevHash = hash;
  }
  await root.query(`UPDATE ${heads} SET ${seq} = ?, ${head} = ? WHERE id = ?`, [rows.length, prevHash, bytesOf(id)]);
}

/** Cuts everything after event `last` and sets the counter and the head back with it. */
export async function cutChain(root: Connection, kind: ChainKind, id: string, last: number): Promise<void> {
  const { events, key, heads, seq, head } = chainTables[kind];
  await root.query(`DELETE FROM ${events} WHERE ${key} = ? AND seq > ?`, [bytesOf(id), last]);
  await root.query(
    `UPDATE ${heads} SET ${seq} = ?, ${head} = (SELECT hash FROM ${events} WHERE ${key} = ? AND seq = ?) WHERE id = ?`,
    [last, bytesOf(id), last, bytesOf(id)],
  );
}
