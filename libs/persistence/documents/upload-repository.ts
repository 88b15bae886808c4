import type { DocumentView } from '../../contracts/api/documents';
import type { RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { fromSql, toSql } from '../instants';
import type { Sql } from '../sql';

/** An upload under way: bound to one person and one purpose. */
export interface Upload {
  id: Id<'upload'>;
  personId: Id<'person'>;
  caseId: Id<'case'>;
  documentId: Id<'document'> | null;
  slot: string | null;
  indicator: string | null;
  title: string;
  fileName: string;
  givenName: string;
  size: number;
  metadata: Record<string, string>;
  createdAt: number;
  answer: DocumentView | null;
  refusal: RefusalCode | null;
}

interface Row {
  id: Buffer;
  person_id: Buffer;
  request_digest: Buffer;
  case_id: Buffer;
  document_id: Buffer | null;
  slot: string | null;
  indicator: string | null;
  title: string;
  file_name: string;
  given_name: string;
  size: number | string;
  metadata: string;
  created_at: Date;
  answer: string | null;
  refusal: RefusalCode | null;
}

const uploadOf = (row: Row): Upload & { requestDigest: Buffer } => ({
  id: idOf('upload', row.id),
  personId: idOf('person', row.person_id),
  requestDigest: row.request_digest,
  caseId: idOf('case', row.case_id),
  documentId: idOrNull('document', row.document_id),
  slot: row.slot,
  indicator: row.indicator,
  title: row.title,
  fileName: row.file_name,
  givenName: row.given_name,
  size: Number(row.size),
  metadata: JSON.parse(row.metadata) as Record<string, string>,
  createdAt: fromSql(row.created_at),
  answer: row.answer === null ? null : (JSON.parse(row.answer) as DocumentView),
  refusal: row.refusal,
});

export class UploadRepository {
  constructor(private readonly sql: Sql) {}

  async find(id: Id<'upload'>): Promise<(Upload & { requestDigest: Buffer }) | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM upload WHERE id = ?', [bytesOf(id)]);
    return row && uploadOf(row);
  }

  /** False where the id is taken. Relies on the primary key. */
  async begin(upload: Upload, digest: Buffer): Promise<boolean> {
    const made = await this.sql.run(
      `INSERT IGNORE INTO upload
        (id, person_id, request_digest, case_id, document_id, slot, indicator, title, file_name, given_name, size, metadata, created_at)
       VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
      [
        bytesOf(upload.id),
        bytesOf(upload.personId),
        digest,
        bytesOf(upload.caseId),
        bytesOrNull(upload.documentId),
        upload.slot,
        upload.indicator,
        upload.title,
        upload.fileName,
        upload.givenName,
        upload.size,
        JSON.stringify(upload.metadata),
        toSql(upload.createdAt),
      ],
    );
    return made === 1;
  }

  /** Ready to be received anew, after a refusal or a repetition of the request that began it. */
  async restart(id: Id<'upload'>, machineNow: number): Promise<void> {
    await this.sql.run(
      'UPDATE upload SET refusal = NULL, ended_at = NULL, created_at = ? WHERE id = ? AND answer IS NULL',
      [toSql(machineNow), bytesOf(id)],
    );
  }

  async finish(id: Id<'upload'>, answer: DocumentView, machineNow: number): Promise<void> {
    await this.sql.run('UPDATE upload SET answer = ?, refusal = NULL, ended_at = ? WHERE id = ?', [
      JSON.stringify(answer),
      toSql(machineNow),
      bytesOf(id),
    ]);
  }

  async refuse(id: Id<'upload'>, code: RefusalCode, machineNow: number): Promise<void> {
    await this.sql.run('UPDATE upload SET refusal = ?, ended_at = ? WHERE id = ? AND answer IS NULL', [
      code,
      toSql(machineNow),
      bytesOf(id),
    ]);
  }

  async remove(id: Id<'upload'>): Promise<void> {
    await this.sql.run('DELETE FROM upload WHERE id = ?', [bytesOf(id)]);
  }

  /** Takes or renews the writing of an upload; the database's clock decides between processes. */
  async hold(id: Id<'upload'>, holder: string, ms: number): Promise<boolean> {
    const held = await this.sql.run(
      `UPDATE upload SET holder = ?, wanted = IF(holder = ?, wanted, 0),
              held_until = TIMESTAMPADD(MICROSECOND, ${String(Math.trunc(ms) * 1000)}, UTC_TIMESTAMP(3))
       WHERE id = ? AND (holder IS NULL OR holder = ? OR held_until < UTC_TIMESTAMP(3))`,
      [holder, holder, bytesOf(id), holder],
    );
    return held === 1;
  }

  async want(id: Id<'upload'>): Promise<void> {
    await this.sql.run('UPDATE upload SET wanted = 1 WHERE id = ? AND holder IS NOT NULL', [bytesOf(id)]);
  }

  async isWanted(id: Id<'upload'>): Promise<boolean> {
    const row = await this.sql.row<{ wanted: number }>('SELECT wanted FROM upload WHERE id = ?', [bytesOf(id)]);
    return row?.wanted === 1;
  }

  async letGo(id: Id<'upload'>, holder: string): Promise<void> {
    await this.sql.run('UPDATE upload SET holder = NULL, held_until = NULL, wanted = 0 WHERE id = ? AND holder = ?', [
      bytesOf(id),
      holder,
    ]);
  }

  /** Uploads begun before that instant and not being written, oldest first. */
  async beganBefore(instant: number, limit: number): Promise<{ id: Id<'upload'>; finished: boolean }[]> {
    const rows = await this.sql.rows<{ id: Buffer; finished: number }>(
      `SELECT id, answer IS NOT NULL AS finished FROM upload
       WHERE created_at < ? AND (holder IS NULL OR held_until < UTC_TIMESTAMP(3)) ORDER BY created_at LIMIT ${String(limit)}`,
      [toSql(instant)],
    );
    return rows.map((row) => ({ id: idOf('upload', row.id), finished: row.finished === 1 }));
  }
}
