import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { bytesOf, idOf } from '../../../persistence/bytes';
import { requestOf, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { Sql } from '../../../persistence/sql';
import { readCase, type ReadCase } from '../../cases/case-reader';
import { namedColumns, namedTables, type NamedRow } from './request-rows';

export interface ReadRequest {
  read: ReadCase;
  row: NamedRow;
  request: DocumentRequest;
  /** As whose member the actor reads; who is of both bodies reads as the one that asks. */
  side: 'asking' | 'answering';
}

/** A request as one reader stands to it. Refused as `not-found` for whoever is of neither body, and before it is sent for the other side. */
export async function readRequestOf(sql: Sql, actor: Actor, requestId: Id<'request'>): Promise<ReadRequest> {
  const row = await sql.row<NamedRow>(`SELECT ${namedColumns} FROM ${namedTables} WHERE r.id = ?`, [
    bytesOf(requestId),
  ]);
  if (!row) throw new Refused('not-found');
  const read = await readCase(sql, actor, idOf('case', row.case_id));
  const request = requestOf(row);
  if (read.bodies.has(request.fromBody)) return { read, row, request, side: 'asking' };
  if (read.bodies.has(request.toBody) && request.sentAt !== null) return { read, row, request, side: 'answering' };
  throw new Refused('not-found');
}
