import type { RequestList } from '../../../contracts/api/requests';
import type { Actor } from '../../../contracts/posts';
import { bytesOf, idOf } from '../../../persistence/bytes';
import type { Value } from '../../../persistence/sql';
import { decodeCursor, encodeCursor, hexId, pageOf } from '../../cursor';
import type { ReadingRoom } from '../../reading-room';
import { limitsOfRequests, type Clock } from './request-limits';
import { bodiesOfActor, namedColumns, namedTables, presentRow, type NamedRow } from './request-rows';

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
  const side = query.asked === 'of-us' ? 'to' : 'from';
  const after = query.after === undefined ? null : decodeCursor(query.after, [dateShape, hexId]);
  const where: string[] = [
    `(${bodies.map(() => `(r.${side}_organisation = ? AND r.${side}_body = ?)`).join(' OR ')})`,
    ...(query.ended ? [] : ['r.ended_at IS NULL']),
    ...(query.asked === 'of-us' ? ['r.sent_at IS NOT NULL'] : []),
    // A draft is void with the stage it was begun in.
    ...(query.asked === 'by-us' ? ['(r.sent_at IS NOT NULL OR s.ended_at IS NULL)'] : []),
    ...(after ? ['(COALESCE(r.due_on, ?) > ? OR (COALESCE(r.due_on, ?) = ? AND r.id > ?))'] : []),
  ];
  const params: Value[] = [
    ...bodies.flatMap(({ organisation, body }) => [bytesOf(organisation), body]),
    ...(after ? [unserved, after[0] ?? '', unserved, after[0] ?? '', Buffer.from(after[1] ?? '', 'hex')] : []),
  ];
  return room.database.read(async (sql) => {
    const rows = await sql.rows<NamedRow & Clock>(
      `SELECT ${namedColumns}, k.offset_ms, k.calendar_version FROM ${namedTables} JOIN case_stage s ON s.id = r.stage_id
       JOIN clock k ON k.id = 1
       WHERE ${where.join(' AND ')} ORDER BY COALESCE(r.due_on, '${unserved}'), r.id LIMIT ${String(query.limit + 1)}`,
      params,
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

/** The legal day where no programme is read: all of them count in this zone. */
export const chinaDate = (legalNow: number): string => new Date(legalNow + 8 * 3_600_000).toISOString().slice(0, 10);
