import type { FileFormat } from '../../contracts/file-formats';
import type { Id } from '../../contracts/ids';
import type { ItemState } from '../../contracts/requests';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { marks, type Sql } from '../sql';

/** One thing that is asked for. */
export interface RequestItem {
  id: Id<'item'>;
  requestId: Id<'request'>;
  no: number;
  originId: Id<'item'> | null;
  passedFromId: Id<'item'> | null;
  title: string;
  accepts: string;
  formats: FileFormat[];
  libraryId: string | null;
  required: boolean;
  indicator: string | null;
  returnReason: string | null;
  state: ItemState;
  answerRev: number;
}

interface Row {
  id: Buffer;
  request_id: Buffer;
  no: number;
  origin_id: Buffer | null;
  passed_from_id: Buffer | null;
  title: string;
  accepts: string;
  formats: string;
  library_id: string | null;
  required: number;
  indicator: string | null;
  return_reason: string | null;
  state: ItemState;
  answer_rev: number;
}

export class ItemRepository {
  constructor(private readonly sql: Sql) {}

  async insert(items: readonly RequestItem[]): Promise<void> {
    await this.sql.insert(
      'request_item',
      items.map((item) => ({
        id: bytesOf(item.id),
        request_id: bytesOf(item.requestId),
        no: item.no,
        origin_id: bytesOrNull(item.originId),
        passed_from_id: bytesOrNull(item.passedFromId),
        title: item.title,
        accepts: item.accepts,
        formats: item.formats.join(','),
        library_id: item.libraryId,
        required: item.required,
        indicator: item.indicator,
        return_reason: item.returnReason,
        state: item.state,
        answer_rev: item.answerRev,
      })),
    );
  }

  /** Of a draft that is written anew: nothing of it has gone out. */
  async discard(requestId: Id<'request'>): Promise<void> {
    await this.sql.run('DELETE FROM request_item WHERE request_id = ?', [bytesOf(requestId)]);
  }

  async of(requestIds: readonly Id<'request'>[]): Promise<RequestItem[]> {
    if (requestIds.length === 0) return [];
    const rows = await this.sql.rows<Row>(
      `SELECT * FROM request_item WHERE request_id IN (${marks(requestIds.length)}) ORDER BY request_id, no`,
      requestIds.map(bytesOf),
    );
    return rows.map(itemOf);
  }

  /** Every item of a request gets one state, those named another. */
  async judge(requestId: Id<'request'>, returned: readonly Id<'item'>[]): Promise<void> {
    const named = returned.length > 0 ? `id IN (${marks(returned.length)})` : 'FALSE';
    await this.sql.run(`UPDATE request_item SET state = IF(${named}, 'returned', 'accepted') WHERE request_id = ?`, [
      ...returned.map(bytesOf),
      bytesOf(requestId),
    ]);
  }

  async setAnswerRev(id: Id<'item'>, rev: number): Promise<void> {
    await this.sql.run('UPDATE request_item SET answer_rev = ? WHERE id = ?', [rev, bytesOf(id)]);
  }
}

const itemOf = (row: Row): RequestItem => ({
  id: idOf('item', row.id),
  requestId: idOf('request', row.request_id),
  no: row.no,
  originId: idOrNull('item', row.origin_id),
  passedFromId: idOrNull('item', row.passed_from_id),
  title: row.title,
  accepts: row.accepts,
  formats: row.formats.split(',') as FileFormat[],
  libraryId: row.library_id,
  required: row.required === 1,
  indicator: row.indicator,
  returnReason: row.return_reason,
  state: row.state,
  answerRev: row.answer_rev,
});
