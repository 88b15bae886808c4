import type { RequestList } from '../../../contracts/api/requests';
import type { Actor } from '../../../contracts/posts';
import { bytesOf, idOf } from '../../../persistence/bytes';
import type { Value } from '../../../persistence/sql';
import { decodeCursor, encodeCursor, hexId, pageOf } from '../../cursor';
import type { ReadingRoom } from '../../reading-room';
import { limitsOfRequests, type Clock } from './request-limits';
import { bodiesOfActor, namedColumns, namedTables, presentRow, type AskingBody, type NamedRow } from './request-rows';

interface Query {
  asked: 'of-us' | 'by-us';
  ended: boolean;
  limit: number;
  after?: string | undefined;
}

/** Before it is served a request has no due date: it stands first, it waits to be opened. */
const unserved = '0001-01-01';
const dateShape = /^\d{4}-\d\d-\d\d$/;

/**
 * “Asked of us” and “asked by us”, by due date. Of the other side's work the asking body sees what was submitted only.
 * Who is of no body on cases gets an empty list.
 */
export function listRequests(room: ReadingRoom, actor: Actor, query: Query): Promise<RequestList> {
  const bodies = bodiesOfActor(actor);
  if (bodies.length === 0) return Promise.resolve({ items: [], next: null });
  const page = pageOfEach(bodies, query);
  return room.database.read(async (sql) => {
    const rows = await sql.rows<NamedRow & Clock>(
      `SELECT ${namedColumns}, k.offset_ms, k.calendar_version
       FROM (${page.sql}) listed JOIN (${namedTables}) ON r.id = listed.id JOIN clock k ON k.id = 1
       ORDER BY r.due_on, r.id LIMIT ${String(query.limit + 1)}`,
      page.params,
    );
    const clock = rows[0] ?? { offset_ms: 0, calendar_version: 0 };
    const today = chinaDate(room.legalNow(clock.offset_ms));
    const limits = await limitsOfRequests(room, sql, rows, clock);
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.due_on ?? unserved, idOf('request', row.id).slice(-32)]),
      (row) => presentRow(row, today, query.asked === 'of-us' ? 'answering' : 'asking', limits.get(row) ?? null),
    );
  });
}

/** Ids of a page for each body, in the order of an index that begins with it: what is listed of others is not read. */
function pageOfEach(bodies: readonly AskingBody[], { asked, ended, limit, after }: Query): Page {
  const side = asked === 'of-us' ? 'to' : 'from';
  const beyond = after === undefined ? null : beyondOf(after);
  const where = [
    `r.${side}_organisation = ? AND r.${side}_body = ?`,
    ...(ended ? [] : ['r.ended_at IS NULL']),
    // A draft is void with the stage it was begun in.
    asked === 'of-us'
      ? 'r.sent_at IS NOT NULL'
      : `(r.sent_at IS NOT NULL OR EXISTS (SELECT 1 FROM case_stage s WHERE s.id = r.stage_id AND s.ended_at IS NULL))`,
    ...(beyond ? [beyond.sql] : []),
  ].join(' AND ');
  const one = `(SELECT r.id FROM document_request r
    WHERE ${where} ORDER BY r.due_on, r.id LIMIT ${String(limit + 1)})`;
  return {
    sql: bodies.map(() => one).join(' UNION ALL '),
    params: bodies.flatMap(({ organisation, body }) => [bytesOf(organisation), body, ...(beyond?.params ?? [])]),
  };
}

interface Page {
  sql: string;
  params: Value[];
}

/** Behind a row of the list; what has no due date stands first. */
function beyondOf(after: string): Page {
  const [due = '', hex = ''] = decodeCursor(after, [dateShape, hexId]);
  const id = Buffer.from(hex, 'hex');
  return due === unserved
    ? { sql: '(r.due_on IS NOT NULL OR r.id > ?)', params: [id] }
    : { sql: 'r.due_on >= ? AND (r.due_on > ? OR r.id > ?)', params: [due, due, id] };
}

/** The legal day where no programme is read: all of them count in this zone. */
export const chinaDate = (legalNow: number): string => new Date(legalNow + 8 * 3_600_000).toISOString().slice(0, 10);
