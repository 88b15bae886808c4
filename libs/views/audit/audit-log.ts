import type { AuditEvent, AuditEventList, AuditQuery } from '../../contracts/api/audit';
import { Refused, refusals, type RefusalCode } from '../../contracts/errors';
import { eventTypes, type EventType } from '../../contracts/events';
import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import type { Actor, Role } from '../../contracts/posts';
import { systemEventTypes, type SystemEventType } from '../../contracts/system-events';
import { entitled } from '../../domain/people/entitlement';
import { bytesOf, idOf } from '../../persistence/bytes';
import type { Sql } from '../../persistence/sql';
import { decodeCursor, encodeCursor, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';
import { auditRows, type AuditRow } from './audit-rows';
import { namesIn, type Names } from './names';

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

/** Through the auditor's own post. Refused: not-entitled. */
export function requireAuditor(actor: Actor): void {
  const may = entitled(actor, 'audit-read', null);
  if (!may.allowed) throw new Refused(may.because);
}

/**
 * Who did what and when, newest first: beside the cases, or in one case. With a case and a kind that is no change: what
 * was tried, looked at or taken out of that case. Refused: not-entitled, not-found.
 */
export function readAuditEvents(room: ReadingRoom, actor: Actor, query: AuditQuery): Promise<AuditEventList> {
  requireAuditor(actor);
  return room.database.read(async (sql) => {
    const { rows, ofCase } = await auditRows(sql, query);
    const show = await presenter(room, sql, rows, ofCase ? 'summary' : null);
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.at.toISOString(), row.chain.toString('hex'), String(row.seq)]),
      show,
    );
  });
}

/** How rows are shown, with the names of what they are about. `whole`: a case's events with all that was said. */
async function presenter(
  room: ReadingRoom,
  sql: Sql,
  rows: readonly AuditRow[],
  ofCase: 'summary' | 'whole' | null,
): Promise<(row: AuditRow) => AuditEvent> {
  const payloads = new Map(rows.map((row) => [row, JSON.parse(row.payload) as Payload]));
  const names = await namesIn(sql, [...payloads.values()]);
  const programme = ofCase && rows[0] ? await programmeOf(room, sql, rows[0].chain) : null;
  return (row) => ({ ...present(row, payloads.get(row) ?? {}, names, ofCase), programme });
}

/** The version of the programme a case is pinned to. */
async function programmeOf(room: ReadingRoom, sql: Sql, caseId: Buffer): Promise<string | null> {
  const row = await sql.row<{ id: Buffer }>('SELECT programme_version_id AS id FROM case_file WHERE id = ?', [caseId]);
  if (!row) return null;
  const { code, version } = (await room.programme(sql, idOf('programme', row.id))).content;
  return `${code} ${version}`;
}

function present(
  row: AuditRow,
  { actor, ...facts }: Payload,
  names: Names,
  ofCase: 'summary' | 'whole' | null,
): Omit<AuditEvent, 'programme'> {
  const shown = Object.entries(facts).filter(
    ([fact, value]) => value !== null && (ofCase !== 'summary' || factsOfCase.has(fact)),
  );
  const about = Object.fromEntries(shown);
  return {
    chain: idOf(ofCase ? 'case' : 'process', row.chain),
    seq: row.seq,
    type: row.type as AuditEvent['type'],
    title: ofCase ? eventTypes[row.type as EventType].words : systemEventTypes[row.type as SystemEventType].words,
    at: row.at.toISOString(),
    by: actor ? actorOf(actor, facts, names) : null,
    refusal: ofCase ? null : refusalOf(facts.code),
    caseNumber: ofCase ? null : names.caseOf(facts),
    facts: about,
    named: names.of(about),
    alg: row.alg,
    hash: row.hash.toString('hex'),
  };
}

function actorOf(
  actor: NonNullable<Payload['actor']>,
  { address }: Record<string, unknown>,
  names: Names,
): AuditEvent['by'] {
  const { person, role, onBehalfOf, request } = actor;
  // A sign-in tells its address beside the actor: there may be nobody yet.
  const from = actor.address ?? (typeof address === 'string' ? address : null);
  return {
    person: names.person(person),
    role: role ?? null,
    onBehalfOf: names.person(onBehalfOf),
    address: from,
    request: request ?? null,
  };
}

const refusalOf = (code: unknown): Words | null =>
  typeof code === 'string' && code in refusals ? refusals[code as RefusalCode].words : null;

/** The whole record of a case for emergency access, whose look was recorded before. What the panel said stays with it. */
export function readWholeRecord(
  room: ReadingRoom,
  caseId: Id<'case'>,
  query: { limit: number; after?: string },
): Promise<AuditEventList> {
  const before = query.after === undefined ? null : Number(decodeCursor(query.after, [/^\d{1,9}$/])[0]);
  return room.database.read(async (sql) => {
    const rows = await sql.rows<AuditRow>(
      `SELECT case_id AS chain, seq, type, at, payload, alg, hash FROM case_event
       WHERE case_id = ? AND audience NOT LIKE 'panel:%' ${before === null ? '' : 'AND seq < ?'}
       ORDER BY seq DESC LIMIT ${String(query.limit + 1)}`,
      [bytesOf(caseId), ...(before === null ? [] : [before])],
    );
    const show = await presenter(room, sql, rows, 'whole');
    return pageOf(rows, query.limit, (row) => encodeCursor([String(row.seq)]), show);
  });
}
