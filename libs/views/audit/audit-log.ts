import type { AnchorList, AuditEvent, AuditEventList, AuditQuery, VerificationView } from '../../contracts/api/audit';
import { eventTypes, type EventType } from '../../contracts/events';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Role } from '../../contracts/posts';
import { systemEventTypes, type SystemEventType } from '../../contracts/system-events';
import { postThatAudits } from '../../domain/people/auditing';
import { bytesOf, idOf } from '../../persistence/bytes';
import { marks, type Sql, type Value } from '../../persistence/sql';
import { decodeCursor, encodeCursor, hexId, isoInstant, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';

interface Row {
  chain: Buffer;
  seq: number;
  type: string;
  at: Date;
  payload: string;
  alg: string;
  hash: Buffer;
}
interface Payload {
  actor?: { person?: string; role?: Role; onBehalfOf?: string; address?: string; request?: string } | null;
  [fact: string]: unknown;
}

/** Of a case's event an auditor sees where it happened and to what; what was said of it stays with the bodies. */
const factsOfCase = new Set(
  ['stage', 'part', 'round', 'step', 'outcome', 'result', 'task', 'decision', 'document', 'version', 'deadline'].concat(
    ['order', 'paper', 'target'],
  ),
);

/** Who did what and when, newest first: beside the cases, or in one case. Refused: not-entitled, not-found. */
export function readAuditEvents(room: ReadingRoom, actor: Actor, query: AuditQuery): Promise<AuditEventList> {
  postThatAudits(actor);
  return room.database.read(async (sql) => {
    const rows =
      query.case === undefined ? await systemRows(sql, query) : await caseRows(sql, { ...query, case: query.case });
    const payloads = new Map(rows.map((row) => [row, JSON.parse(row.payload) as Payload]));
    const names = await namesOf(sql, [...payloads.values()]);
    const ofCase = query.case !== undefined;
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.at.toISOString(), row.chain.toString('hex'), String(row.seq)]),
      (row) => present(row, payloads.get(row) ?? {}, names, ofCase),
    );
  });
}

/** Filters that both kinds of events have. `person`: who acted. */
function conditions(query: AuditQuery): { where: string[]; params: Value[] } {
  const { type, person, from, to } = query;
  const asked: [string, Value | undefined][] = [
    ['type = ?', type],
    ['at >= ?', from && new Date(from)],
    ['at <= ?', to && new Date(to)],
    ["JSON_UNQUOTE(JSON_EXTRACT(payload, '$.actor.person')) = ?", person],
  ];
  const set = asked.filter((one): one is [string, Value] => one[1] !== undefined);
  return { where: set.map(([text]) => text), params: set.map(([, value]) => value) };
}

function afterOf({ after }: AuditQuery): { at: Date; chain: Buffer; seq: number } | null {
  if (after === undefined) return null;
  const [at = '', chain = '', seq = ''] = decodeCursor(after, [isoInstant, hexId, /^\d{1,9}$/]);
  return { at: new Date(at), chain: Buffer.from(chain, 'hex'), seq: Number(seq) };
}

function systemRows(sql: Sql, query: AuditQuery): Promise<Row[]> {
  const { where, params } = conditions(query);
  const after = afterOf(query);
  if (after) {
    // The first says again what the second means, in a form that both servers read from the index.
    where.push('at <= ?', '(at < ? OR (at = ? AND (chain < ? OR (chain = ? AND seq < ?))))');
    params.push(after.at, after.at, after.at, after.chain, after.chain, after.seq);
  }
  return sql.rows<Row>(
    `SELECT chain, seq, type, at, payload, alg, hash FROM system_event
     ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY at DESC, chain DESC, seq DESC LIMIT ${String(query.limit + 1)}`,
    params,
  );
}

async function caseRows(sql: Sql, query: AuditQuery & { case: string }): Promise<Row[]> {
  const found = await sql.row<{ id: Buffer }>('SELECT id FROM case_file WHERE number = ?', [query.case]);
  if (!found) throw new Refused('not-found');
  const { where, params } = conditions(query);
  const after = afterOf(query);
  if (after) {
    where.push('seq < ?');
    params.push(after.seq);
  }
  return sql.rows<Row>(
    `SELECT case_id AS chain, seq, type, at, payload, alg, hash FROM case_event
     WHERE ${['case_id = ?', ...where].join(' AND ')} ORDER BY seq DESC LIMIT ${String(query.limit + 1)}`,
    [found.id, ...params],
  );
}

type Names = ReadonlyMap<string, { zh: string; en: string }>;

async function namesOf(sql: Sql, payloads: readonly Payload[]): Promise<Names> {
  const people = [...new Set(payloads.flatMap(({ actor }) => actor?.person ?? []))];
  if (people.length === 0) return new Map();
  const rows = await sql.rows<{ id: Buffer; name_zh: string; name_en: string }>(
    `SELECT id, name_zh, name_en FROM person WHERE id IN (${marks(people.length)})`,
    people.map(bytesOf),
  );
  return new Map(rows.map((row) => [idOf('person', row.id), { zh: row.name_zh, en: row.name_en }]));
}

function present(row: Row, { actor, ...facts }: Payload, names: Names, ofCase: boolean): AuditEvent {
  const name = actor?.person === undefined ? undefined : names.get(actor.person);
  const shown = Object.entries(facts).filter(([fact, value]) => value !== null && (!ofCase || factsOfCase.has(fact)));
  return {
    chain: idOf(ofCase ? 'case' : 'process', row.chain),
    seq: row.seq,
    type: row.type as AuditEvent['type'],
    title: ofCase ? eventTypes[row.type as EventType].words : systemEventTypes[row.type as SystemEventType].words,
    at: row.at.toISOString(),
    by: actor
      ? {
          person: actor.person !== undefined && name ? { id: actor.person, name } : null,
          role: actor.role ?? null,
          onBehalfOf: actor.onBehalfOf ?? null,
          address: actor.address ?? null,
          request: actor.request ?? null,
        }
      : null,
    facts: Object.fromEntries(shown),
    alg: row.alg,
    hash: row.hash.toString('hex'),
  };
}

/** The whole record of a case for emergency access, whose look was recorded before. What the panel said stays with it. */
export function readWholeRecord(
  room: ReadingRoom,
  caseId: Id<'case'>,
  query: { limit: number; after?: string },
): Promise<AuditEventList> {
  const before = query.after === undefined ? null : Number(decodeCursor(query.after, [/^\d{1,9}$/])[0]);
  return room.database.read(async (sql) => {
    const rows = await sql.rows<Row>(
      `SELECT case_id AS chain, seq, type, at, payload, alg, hash FROM case_event
       WHERE case_id = ? AND audience NOT LIKE 'panel:%' ${before === null ? '' : 'AND seq < ?'}
       ORDER BY seq DESC LIMIT ${String(query.limit + 1)}`,
      [bytesOf(caseId), ...(before === null ? [] : [before])],
    );
    const payloads = new Map(rows.map((row) => [row, JSON.parse(row.payload) as Payload]));
    const names = await namesOf(sql, [...payloads.values()]);
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([String(row.seq)]),
      (row) => {
        const { actor: _, ...facts } = payloads.get(row) ?? {};
        return { ...present(row, payloads.get(row) ?? {}, names, true), facts };
      },
    );
  });
}

/** Anchors, newest first. Refused: not-entitled. */
export function readAnchors(
  room: ReadingRoom,
  actor: Actor,
  query: { limit: number; after?: string },
): Promise<AnchorList> {
  postThatAudits(actor);
  const before = query.after === undefined ? null : Number(decodeCursor(query.after, [/^\d{1,9}$/])[0]);
  return room.database.read(async (sql) => {
    const rows = await sql.rows<{
      seq: number;
      at: Date;
      alg: string;
      chains: number;
      root: Buffer;
      key_id: string;
    }>(
      `SELECT seq, at, alg, chains, root, key_id FROM anchor ${before === null ? '' : 'WHERE seq < ?'}
       ORDER BY seq DESC LIMIT ${String(query.limit + 1)}`,
      before === null ? [] : [before],
    );
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([String(row.seq)]),
      ({ at, root, key_id: keyId, ...row }) => ({ ...row, at: at.toISOString(), root: root.toString('hex'), keyId }),
    );
  });
}

/** What the last verification found. Refused: not-entitled. */
export function readVerification(room: ReadingRoom, actor: Actor): Promise<VerificationView> {
  postThatAudits(actor);
  return room.database.read(async (sql) => {
    const row = await sql.row<{ at: Date; intact: number; report: string }>(
      'SELECT at, intact, report FROM audit_verification ORDER BY at DESC, id DESC LIMIT 1',
    );
    if (!row) return { last: null };
    const report = JSON.parse(row.report) as Omit<NonNullable<VerificationView['last']>, 'at' | 'intact'>;
    const { events, cases, processes, anchors, sinceAnchor, caseNumber, findings, anchorFindings } = report;
    const found = { events, cases, processes, anchors, sinceAnchor, caseNumber, findings, anchorFindings };
    return { last: { at: row.at.toISOString(), intact: row.intact === 1, ...found } };
  });
}
