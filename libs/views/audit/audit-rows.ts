import type { AuditQuery } from '../../contracts/api/audit';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import { kindsOfSystemEvents, systemEventTypes, type SystemEventType } from '../../contracts/system-events';
import { idOf } from '../../persistence/bytes';
import { marks, type Sql, type Value } from '../../persistence/sql';
import { decodeCursor, hexId, isoInstant } from '../cursor';

export interface AuditRow {
  chain: Buffer;
  seq: number;
  type: string;
  at: Date;
  payload: string;
  alg: string;
  hash: Buffer;
}

/** People of that name or user name; whoever means more of them is asked to say it more exactly. */
const namesakes = 50;
/** Ranges of the log that one statement reads at once; where there would be more, those that have nothing are left out. */
const fewRanges = 60;

/** One row more than asked for, newest first; `ofCase`: of the chain of a case. Refused: not-found, invalid-input. */
export async function auditRows(sql: Sql, query: AuditQuery): Promise<{ rows: AuditRow[]; ofCase: boolean }> {
  const actors = await actorsOf(sql, query);
  const caseId = query.case === undefined ? null : await caseNumbered(sql, query.case);
  const ofCase = caseId !== null && (query.kind === undefined || query.kind === 'changes');
  // Nobody of that name ever did anything.
  if (actors?.length === 0) return { rows: [], ofCase };
  return {
    ofCase,
    rows: ofCase
      ? await caseRows(sql, { caseId, actors }, query)
      : await systemRows(sql, { subject: caseId && idOf('case', caseId), actors, types: typesOf(query) }, query),
  };
}

async function caseNumbered(sql: Sql, number: string): Promise<Buffer> {
  const found = await sql.row<{ id: Buffer }>('SELECT id FROM case_file WHERE number = ?', [number]);
  if (!found) throw new Refused('not-found');
  return found.id;
}

/** Ids of those who may have acted; null: whoever. */
async function actorsOf(sql: Sql, { who, person }: AuditQuery): Promise<string[] | null> {
  if (who === undefined) return person === undefined ? null : [person];
  const named = await peopleNamed(sql, who);
  return person === undefined ? named : named.filter((id) => id === person);
}

async function peopleNamed(sql: Sql, who: string): Promise<string[]> {
  const part = `%${who.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await sql.rows<{ id: Buffer }>(
    `SELECT n.id FROM person n WHERE n.name_zh LIKE ? OR n.name_en LIKE ?
     UNION SELECT a.person_id FROM account a WHERE a.username = ? LIMIT ${String(namesakes + 1)}`,
    [part, part, who],
  );
  // A part of them would be an answer that leaves out what was asked for, and does not say so.
  if (rows.length > namesakes)
    throw new Refused('invalid-input', { fields: [fieldError('who', 'too-many-namesakes')] });
  return rows.map((row) => idOf('person', row.id));
}

/** Types of the log that are asked for; null: all of them. */
function typesOf({ type, kind }: AuditQuery): string[] | null {
  if (kind === undefined) return type === undefined ? null : [type];
  const types = (Object.keys(systemEventTypes) as SystemEventType[]).filter((one) => kindsOfSystemEvents[one] === kind);
  return type === undefined ? types : types.filter((one) => one === type);
}

interface Where {
  where: string[];
  params: Value[];
}

function timesOf({ from, to }: AuditQuery): Where {
  const where = [...(from === undefined ? [] : ['at >= ?']), ...(to === undefined ? [] : ['at <= ?'])];
  return { where, params: [from, to].flatMap((at) => (at === undefined ? [] : [new Date(at)])) };
}

function afterOf({ after }: AuditQuery): { at: Date; chain: Buffer; seq: number } | null {
  if (after === undefined) return null;
  const [at = '', chain = '', seq = ''] = decodeCursor(after, [isoInstant, hexId, /^\d{1,9}$/]);
  return { at: new Date(at), chain: Buffer.from(chain, 'hex'), seq: Number(seq) };
}

/** `subject`: a case's id. */
export interface LogWish {
  subject: string | null;
  actors: readonly string[] | null;
  types: readonly string[] | null;
}

/** A range of one key of the log, in the order of its pages. */
interface Range {
  key: `system_event_${'at' | 'type' | 'actor' | 'actor_type' | 'subject'}`;
  equal: readonly [column: string, value: string][];
}

/** Every combination of what is asked for is a range of its own, so that a page is read from the ends of ranges. */
async function rangesOf(sql: Sql, { subject, actors, types }: LogWish): Promise<Range[]> {
  if (subject !== null)
    return (types ?? Object.keys(systemEventTypes)).map((type) => ({
      key: 'system_event_subject',
      equal: [
        ['subject', subject],
        ['type', type],
      ],
    }));
  if (actors && types)
    return (await pairsOf(sql, actors, types)).map(([actor, type]) => ({
      key: 'system_event_actor_type',
      equal: [
        ['actor', actor],
        ['type', type],
      ],
    }));
  if (actors) return actors.map((actor) => ({ key: 'system_event_actor', equal: [['actor', actor]] }));
  if (types) return types.map((type) => ({ key: 'system_event_type', equal: [['type', type]] }));
  return [{ key: 'system_event_at', equal: [] }];
}

async function pairsOf(sql: Sql, actors: readonly string[], types: readonly string[]): Promise<[string, string][]> {
  const all = actors.flatMap((actor) => types.map((type): [string, string] => [actor, type]));
  if (all.length <= fewRanges) return all;
  const found = await sql.rows<{ actor: string; type: string }>(
    `SELECT DISTINCT actor, type FROM system_event FORCE INDEX (system_event_actor_type)
     WHERE actor IN (${marks(actors.length)})`,
    [...actors],
  );
  return found.filter(({ type }) => types.includes(type)).map(({ actor, type }) => [actor, type]);
}

/** Keys first, from the ranges alone; then those rows of the page. */
async function systemRows(sql: Sql, wish: LogWish, query: AuditQuery): Promise<AuditRow[]> {
  const [where, params] = [timesOf(query).where, timesOf(query).params];
  const after = afterOf(query);
  if (after) {
    // The first says again what the second means, in a form that both servers read from the index.
    where.push('at <= ?', '(at < ? OR (at = ? AND (chain < ? OR (chain = ? AND seq < ?))))');
    params.push(after.at, after.at, after.at, after.chain, after.chain, after.seq);
  }
  if (wish.subject !== null && wish.actors) {
    where.push(`actor IN (${marks(wish.actors.length)})`);
    params.push(...wish.actors);
  }
  const ranges = await rangesOf(sql, wish);
  if (ranges.length === 0) return [];
  const order = `ORDER BY at DESC, chain DESC, seq DESC LIMIT ${String(query.limit + 1)}`;
  const ends = ranges.map(({ key, equal }) => {
    const all = [...equal.map(([column]) => `${column} = ?`), ...where];
    return `(SELECT at, chain, seq FROM system_event FORCE INDEX (${key}) ${all.length > 0 ? `WHERE ${all.join(' AND ')}` : ''} ${order})`;
  });
  return sql.rows<AuditRow>(
    `SELECT e.chain, e.seq, e.type, e.at, e.payload, e.alg, e.hash
     FROM (${ends.join(' UNION ALL ')} ${order}) AS k JOIN system_event e ON e.chain = k.chain AND e.seq = k.seq
     ORDER BY k.at DESC, k.chain DESC, k.seq DESC`,
    ranges.flatMap(({ equal }) => [...equal.map(([, value]) => value), ...params]),
  );
}

/** Of one case, by its primary key: as many as it has events are looked at, and no more. */
function caseRows(
  sql: Sql,
  { caseId, actors }: { caseId: Buffer; actors: readonly string[] | null },
  query: AuditQuery,
): Promise<AuditRow[]> {
  const [where, params] = [
    ['case_id = ?', ...timesOf(query).where],
    [caseId as Value, ...timesOf(query).params],
  ];
  if (query.type !== undefined) {
    where.push('type = ?');
    params.push(query.type);
  }
  if (actors) {
    where.push(`JSON_UNQUOTE(JSON_EXTRACT(payload, '$.actor.person')) IN (${marks(actors.length)})`);
    params.push(...actors);
  }
  const after = afterOf(query);
  if (after) {
    where.push('seq < ?');
    params.push(after.seq);
  }
  return sql.rows<AuditRow>(
    `SELECT case_id AS chain, seq, type, at, payload, alg, hash FROM case_event
     WHERE ${where.join(' AND ')} ORDER BY seq DESC LIMIT ${String(query.limit + 1)}`,
    params,
  );
}
