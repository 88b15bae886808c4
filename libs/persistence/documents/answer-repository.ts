import type { ScanState } from '../../contracts/api/documents';
import type { Id } from '../../contracts/ids';
import type { Side } from '../../contracts/posts';
import { bytesOf, idOf } from '../bytes';
import { fromSql, toSql } from '../instants';
import { marks, type Sql } from '../sql';
import { scanColumn, scanJoin } from './scan-repository';

/** What was saved for an item, once; a further saving is a further row. */
export interface SavedAnswer {
  itemId: Id<'item'>;
  rev: number;
  requestId: Id<'request'>;
  text: string | null;
  unavailableBecause: string | null;
  editedBy: Id<'person'>;
  editedPost: Id<'post'>;
  editedAt: number;
}

/** A file of an answer: the version that was saved, and how its document stands now. */
export interface AnswerFile {
  itemId: Id<'item'>;
  documentId: Id<'document'>;
  versionId: Id<'documentVersion'>;
  version: number;
  title: string;
  fileName: string;
  mediaType: string;
  size: number;
  sha256: string;
  withdrawn: boolean;
  scan: ScanState;
  replaced: boolean;
}

/** A document of the case, as it stands now. */
export interface StandingDocument {
  id: Id<'document'>;
  side: Side;
  fileName: string;
  version: number;
  withdrawn: boolean;
  scan: ScanState;
}

export interface EditedAnswer extends SavedAnswer {
  editor: { zh: string; en: string };
}

interface Row {
  item_id: Buffer;
  rev: number;
  request_id: Buffer;
  text: string | null;
  unavailable_because: string | null;
  edited_by: Buffer;
  edited_post: Buffer;
  edited_at: Date;
  name_zh: string;
  name_en: string;
}

export class AnswerRepository {
  constructor(private readonly sql: Sql) {}

  async save(answer: SavedAnswer, documents: readonly { id: Id<'document'>; version: number }[]): Promise<void> {
    await this.sql.insert('request_answer', [
      {
        item_id: bytesOf(answer.itemId),
        rev: answer.rev,
        request_id: bytesOf(answer.requestId),
        text: answer.text,
        unavailable_because: answer.unavailableBecause,
        edited_by: bytesOf(answer.editedBy),
        edited_post: bytesOf(answer.editedPost),
        edited_at: toSql(answer.editedAt),
      },
    ]);
    await this.sql.insert(
      'request_answer_file',
      documents.map(({ id, version }, position) => ({
        item_id: bytesOf(answer.itemId),
        rev: answer.rev,
        position,
        request_id: bytesOf(answer.requestId),
        document_id: bytesOf(id),
        version,
      })),
    );
  }

  /** Those of the documents that the case has, as they stand now. */
  async documents(caseId: Id<'case'>, ids: readonly Id<'document'>[]): Promise<StandingDocument[]> {
    if (ids.length === 0) return [];
    const rows = await this.sql.rows<{
      id: Buffer;
      side: Side;
      file_name: string;
      version: number;
      withdrawn: number;
      scan: ScanState;
    }>(
      `SELECT d.id, d.side, d.file_name, d.version, d.withdrawn_at IS NOT NULL AS withdrawn,
              ${scanColumn} AS scan
       FROM document d LEFT JOIN document_version v ON v.document_id = d.id AND v.number = d.version
       LEFT JOIN blob_content b ON b.sha256 = d.sha256 ${scanJoin}
       WHERE d.case_id = ? AND d.id IN (${marks(ids.length)})`,
      [bytesOf(caseId), ...ids.map(bytesOf)],
    );
    return rows.map(({ id, side, file_name, version, withdrawn, scan }) => ({
      id: idOf('document', id),
      side,
      fileName: file_name,
      version,
      withdrawn: withdrawn === 1,
      scan,
    }));
  }

  /** The answers that count, of every item of the requests. */
  async current(requestIds: readonly Id<'request'>[]): Promise<EditedAnswer[]> {
    if (requestIds.length === 0) return [];
    const rows = await this.sql.rows<Row>(
      `SELECT a.*, n.name_zh, n.name_en FROM request_answer a
       JOIN request_item i ON i.id = a.item_id AND i.answer_rev = a.rev
       JOIN person n ON n.id = a.edited_by
       WHERE a.request_id IN (${marks(requestIds.length)})`,
      requestIds.map(bytesOf),
    );
    return rows.map((row) => ({
      itemId: idOf('item', row.item_id),
      rev: row.rev,
      requestId: idOf('request', row.request_id),
      text: row.text,
      unavailableBecause: row.unavailable_because,
      editedBy: idOf('person', row.edited_by),
      editedPost: idOf('post', row.edited_post),
      editedAt: fromSql(row.edited_at),
      editor: { zh: row.name_zh, en: row.name_en },
    }));
  }

  /** Files of the answers that count. Metadata alone: no bytes are read. */
  async files(requestIds: readonly Id<'request'>[]): Promise<AnswerFile[]> {
    if (requestIds.length === 0) return [];
    const rows = await this.sql.rows<{
      item_id: Buffer;
      document_id: Buffer;
      version_id: Buffer;
      version: number;
      title: string;
      file_name: string;
      media_type: string;
      size: number | string;
      sha256: Buffer;
      withdrawn: number;
      scan: ScanState;
      replaced: number;
    }>(
      `SELECT f.item_id, f.document_id, v.id AS version_id, v.number AS version, d.title, v.file_name, v.media_type,
              v.size, v.sha256, d.withdrawn_at IS NOT NULL AS withdrawn, ${scanColumn} AS scan,
              v.number <> d.version AS replaced
       FROM request_answer_file f
       JOIN request_item i ON i.id = f.item_id AND i.answer_rev = f.rev
       JOIN document d ON d.id = f.document_id
       JOIN document_version v ON v.document_id = d.id AND v.number = COALESCE(f.version, d.version)
       LEFT JOIN blob_content b ON b.sha256 = v.sha256 ${scanJoin}
       WHERE f.request_id IN (${marks(requestIds.length)}) ORDER BY f.item_id, f.position`,
      requestIds.map(bytesOf),
    );
    return rows.map((row) => ({
      itemId: idOf('item', row.item_id),
      documentId: idOf('document', row.document_id),
      versionId: idOf('documentVersion', row.version_id),
      version: row.version,
      title: row.title,
      fileName: row.file_name,
      mediaType: row.media_type,
      size: Number(row.size),
      sha256: row.sha256.toString('hex'),
      withdrawn: row.withdrawn === 1,
      scan: row.scan,
      replaced: row.replaced === 1,
    }));
  }
}
