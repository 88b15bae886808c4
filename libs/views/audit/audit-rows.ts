import type { AuditQuery } from '../../contracts/api/audit';
import { Refused } from '../../contracts/errors';
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

interface Conditions {
  where: string[];
  params: Value[];
}
const fact = (path: string) => `JSON_UNQUOTE(JSON_EXTRACT(payload, '$.${path}'))`;

/** People of that name or user name; beyond these nobody is meant. */
const namesakes = 50;

/** One row more than asked for, newest first; `ofCase`: of the chain of a case. Refused: not-found. */
export async function auditRows(sql: Sql, query: AuditQuery): Promise<{ rows: AuditRow[]; ofCase: boolean }> {
  const people = query.who === undefined ? null : await peopleNamed(sql, query.who);
  const caseId = query.case === undefined ? null : await caseNumbered(sql, query.case);
  const ofCase = caseId !== null && (query.kind === undefined || query.kind === 'changes');
  // Nobody of that name ever did anything.
  if (people?.length === 0) return { rows: [], ofCase };
  const asked = conditions(query, people, ofCase);
  return {
    ofCase,
    rows: ofCase ? await caseRows(sql, caseId, query, asked) : await systemRows(sql, caseId, query, asked),
  };
}

async function caseNumbered(sql: Sql, number: string): Promise<Buffer> {
  const found = await sql.row<{ id: Buffer }>('SELECT id FROM case_file WHERE number = ?', [number]);
  if (!found) throw new Refused('not-found');
  return found.id;
}

async function peopleNamed(sql: Sql, who: string): Promise<string[]> {
  const part = `%${who.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await sql.rows<{ id: Buffer }>(
    `SELECT n.id FROM person n WHERE n.name_zh LIKE ? OR n.name_en LIKE ?
     UNION SELECT a.person_id FROM account a WHERE a.username = ? LIMIT ${String(namesakes)}`,
    [part, part, who],
  );
  return rows.map((row) => idOf('person', row.id));
}

/** Filters that both kinds of events have. `person` and `who`: who acted. */
function conditions(
  { type, kind, person, from, to }: AuditQuery,
  people: string[] | null,
  ofCase: boolean,
): Conditions {
  const where: string[] = [];
  const params: Value[] = [];
  const add = (text: string, ...values: Value[]): void => {
    where.push(text);
    params.push(...values);
  };
  if (type !== undefined) add('type = ?', type);
  if (kind !== undefined && !ofCase) {
    const types = (Object.keys(systemEventTypes) as SystemEventType[]).filter(
      (one) => kindsOfSystemEvents[one] === kind,
    );
    add(`type IN (${marks(types.length)})`, ...types);
  }
  if (from !== undefined) add('at >= ?', new Date(from));
  if (to !== undefined) add('at <= ?', new Date(to));
  if (person !== undefined) add(`${fact('actor.person')} = ?`, person);
  if (people !== null) add(`${fact('actor.person')} IN (${marks(people.length)})`, ...people);
  return { where, params };
}

function afterOf({ after }: AuditQuery): { at: Date; chain: Buffer; seq: number } | null {
  if (after === undefined) return null;
  const [at = '', chain = '', seq = ''] = decodeCursor(after, [isoInstant, hexId, /^\d{1,9}$/]);
  return { at: new Date(at), chain: Buffer.from(chain, 'hex'), seq: Number(seq) };
}

function systemRows(sql: Sql, caseId: Buffer | null, query: AuditQuery, asked: Conditions): Promise<AuditRow[]> {
  const [where, params] = [[...asked.where], [...asked.params]];
  if (caseId) {
    const id = idOf('case', caseId);
    where.push(`? IN (${fact('caseId')}, ${fact('case')}, ${fact('ids.id')})`);
    params.push(id);
  }
  const after = afterOf(query);
  if (after) {
    // The first says again what the second means, in a form that both servers read from the index.
    where.push('at <= ?', '(at < ? OR (at = ? AND (chain < ? OR (chain = ? AND seq < ?))))');
    params.push(after.at, after.at, after.at, after.chain, after.chain, after.seq);
  }
  return sql.rows<AuditRow>(
    `SELECT chain, seq, type, at, payload, alg, hash FROM system_event
     ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY at DESC, chain DESC, seq DESC LIMIT ${String(query.limit + 1)}`,
    params,
  );
}

function caseRows(sql: Sql, caseId: Buffer, query: AuditQuery, asked: Conditions): Promise<AuditRow[]> {
  const [where, params] = [[...asked.where], [...asked.params]];
  const after = afterOf(query);
  if (after) {
    where.push('seq < ?');
    params.push(after.seq);
  }
  return sql.rows<AuditRow>(
    `SELECT case_id AS chain, seq, type, at, payload, alg, hash FROM case_event
     WHERE ${['case_id = ?', ...where].join(' AND ')} ORDER BY seq DESC LIMIT ${String(query.limit + 1)}`,
    [caseId, ...params],
  );
}
