import { caseFilePaths, type AnchorProof, type ChainedEvent, type ChainEnd } from '../../../contracts/case-file';
import type { EventRow } from '../../../contracts/api/cases';
import { bytesOf, idOf } from '../../../persistence/bytes';
import { AnchorRepository } from '../../../persistence/events/anchor-repository';
import { AnchoredHeads } from '../../../persistence/events/anchored-heads';
import { chainStart } from '../../../persistence/events/chain';
import type { Sql } from '../../../persistence/sql';
import { readEvents } from '../../cases/events';
import { jsonEntry, textEntry, type CaseFileEntry } from './entries';
import type { CaseAtHand } from './standing';

const titles = {
  events: { zh: '事件', en: 'Events' },
  chain: { zh: '事件链终点', en: 'End of the chain of events' },
  anchor: { zh: '锚点与证明', en: 'Anchor with its proof' },
};
const pageSize = 100;

const linesOf = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** All events with what is needed to recompute their chain; of a part of the record, what its readers are shown. */
export async function eventEntries(at: CaseAtHand): Promise<CaseFileEntry[]> {
  if (!at.whole) return [textEntry(caseFilePaths.events, titles.events, linesOf(await shownEvents(at)))];
  const { file, sql } = at;
  const end: ChainEnd = {
    chain: file.id,
    events: file.eventSeq,
    head: (file.eventHead ?? chainStart).toString('hex'),
  };
  const anchor = await anchorOver(sql, file.id);
  return [
    textEntry(caseFilePaths.events, titles.events, linesOf(await chainedEvents(at))),
    jsonEntry(caseFilePaths.chain, titles.chain, end),
    ...(anchor ? [jsonEntry(caseFilePaths.anchor, titles.anchor, anchor)] : []),
  ];
}

/** Oldest first. */
async function shownEvents({ room, reader, file, for: kind }: CaseAtHand): Promise<EventRow[]> {
  const outward = kind === 'applicant' ? ({ outward: true } as const) : {};
  const rows: EventRow[] = [];
  for (let after: string | null = null; ;) {
    const page = await readEvents(room, reader, file.id, { limit: pageSize, ...outward, ...(after ? { after } : {}) });
    rows.push(...page.items);
    if (page.next === null) return rows.reverse();
    after = page.next;
  }
}

interface StoredEvent {
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

async function chainedEvents({ sql, file }: CaseAtHand): Promise<ChainedEvent[]> {
  const rows = await sql.rows<StoredEvent>('SELECT * FROM case_event WHERE case_id = ? ORDER BY seq', [
    bytesOf(file.id),
  ]);
  return rows.map((row) => ({
    seq: row.seq,
    type: row.type,
    typeVersion: row.type_version,
    audience: row.audience,
    at: row.at.toISOString(),
    payload: row.payload,
    salt: row.salt.toString('hex'),
    payloadDigest: row.payload_digest.toString('hex'),
    alg: row.alg,
    prevHash: row.prev_hash.toString('hex'),
    hash: row.hash.toString('hex'),
  }));
}

const foldedAtOnce = 50;

/** The first anchor that knows the newest anchored head of the chain: made later, no further one changes the file. */
async function anchorOver(sql: Sql, chain: string): Promise<AnchorProof | null> {
  const found = await sql.row<{ anchor_seq: number; seq: number; head: Buffer }>(
    "SELECT anchor_seq, seq, head FROM anchor_head WHERE kind = 'case' AND chain = ? ORDER BY anchor_seq DESC LIMIT 1",
    [bytesOf(chain)],
  );
  if (!found) return null;
  const anchors = new AnchorRepository(sql);
  const heads = new AnchoredHeads();
  for (let from = 1; from <= found.anchor_seq; from += foldedAtOnce) {
    const to = Math.min(from + foldedAtOnce - 1, found.anchor_seq);
    for (const changed of (await anchors.heads(from, to)).values()) heads.apply(changed);
  }
  const [anchor] = await anchors.between(found.anchor_seq, found.anchor_seq);
  const proof = anchor && heads.proof(anchor.alg, chain);
  if (!anchor || !proof) return null;
  const { seq, at, alg, chains, keyId } = anchor;
  return {
    ...{ format: 'mcr-anchor-proof/1', seq, at, alg, chains, keyId },
    root: anchor.root.toString('hex'),
    previous: anchor.previous.toString('hex'),
    signature: anchor.signature.toString('hex'),
    head: { chain, seq: found.seq, hash: found.head.toString('hex') },
    proof: proof.map(({ side, hash }) => ({ side, hash: hash.toString('hex') })),
  };
}

/** Persons, posts and organisations that the payloads name by their ids, as the record holds them. Whole files only. */
export async function peopleOf(sql: Sql, events: string) {
  const idsOf = (kind: string) => [...new Set(events.match(new RegExp(`${kind}_[0-9a-f]{32}`, 'g')) ?? [])].sort();
  const named = async (table: 'person' | 'organisation', ids: readonly string[]) => {
    const rows: { id: string; zh: string; en: string }[] = [];
    for (let from = 0; from < ids.length; from += pageSize) {
      const some = ids.slice(from, from + pageSize);
      const found = await sql.rows<{ id: Buffer; name_zh: string; name_en: string }>(
        `SELECT id, name_zh, name_en FROM ${table} WHERE id IN (${some.map(() => '?').join(',')}) ORDER BY id`,
        some.map(bytesOf),
      );
      rows.push(...found.map((row) => ({ id: idOf(table, row.id), zh: row.name_zh, en: row.name_en })));
    }
    return rows;
  };
  return { people: await named('person', idsOf('person')), organisations: await named('organisation', idsOf('org')) };
}
