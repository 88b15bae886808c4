import type { ScanState } from '../../contracts/api/documents';
import type { Id } from '../../contracts/ids';
import type { Side } from '../../contracts/posts';
import { bytesOf, newId } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';

/** Content in the store. */
export interface Content {
  sha256: Buffer;
  size: number;
  path: string;
  mediaType: string;
}

export interface NewVersion {
  documentId: Id<'document'>;
  number: number;
  fileName: string;
  givenName: string;
  content: Content;
  postId: Id<'post'>;
  personId: Id<'person'>;
  at: number;
}

export interface LockedDocument {
  side: Side;
  title: string;
  slot: string | null;
  indicator: string | null;
  version: number;
  withdrawn: boolean;
}

/** Documents of a case and their versions. Relies on the case's lock: of two versions at once one is the next. */
export class DocumentRepository {
  constructor(private readonly sql: Sql) {}

  async find(caseId: Id<'case'>, id: Id<'document'>): Promise<LockedDocument | undefined> {
    const row = await this.sql.row<Omit<LockedDocument, 'withdrawn'> & { withdrawn: number }>(
      `SELECT side, title, slot, indicator, version, withdrawn_at IS NOT NULL AS withdrawn FROM document
       WHERE case_id = ? AND id = ?`,
      [bytesOf(caseId), bytesOf(id)],
    );
    return row && { ...row, withdrawn: row.withdrawn === 1 };
  }

  /** A document with its first version. */
  async add(
    document: { caseId: Id<'case'>; title: string; side: Side; slot: string | null; indicator: string | null },
    version: NewVersion,
  ): Promise<Id<'documentVersion'>> {
    await this.sql.insert('document', [
      {
        id: bytesOf(version.documentId),
        case_id: bytesOf(document.caseId),
        title: document.title,
        side: document.side,
        slot: document.slot,
        indicator: document.indicator,
        version: version.number,
        added_by: bytesOf(version.postId),
        added_at: toSql(version.at),
        ...current(version),
      },
    ]);
    return this.addVersion(version);
  }

  /** A further version, the current one from now on. */
  async replace(version: NewVersion): Promise<Id<'documentVersion'>> {
    const { file_name, media_type, sha256, size } = current(version);
    await this.sql.run(
      'UPDATE document SET version = ?, file_name = ?, media_type = ?, sha256 = ?, size = ? WHERE id = ?',
      [version.number, file_name, media_type, sha256, size, bytesOf(version.documentId)],
    );
    return this.addVersion(version);
  }

  private async addVersion(version: NewVersion): Promise<Id<'documentVersion'>> {
    const id = newId('documentVersion');
    await this.sql.insert('document_version', [
      {
        id: bytesOf(id),
        document_id: bytesOf(version.documentId),
        number: version.number,
        given_name: version.givenName,
        added_by: bytesOf(version.postId),
        person_id: bytesOf(version.personId),
        added_at: toSql(version.at),
        ...current(version),
      },
    ]);
    return id;
  }

  async withdraw(id: Id<'document'>, postId: Id<'post'>, reason: string, at: number): Promise<void> {
    await this.sql.run('UPDATE document SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ? WHERE id = ?', [
      toSql(at),
      bytesOf(postId),
      reason,
      bytesOf(id),
    ]);
  }

  /** Whether a registered paper or a public notice has it as its original. */
  async isOriginal(caseId: Id<'case'>, id: Id<'document'>): Promise<boolean> {
    const row = await this.sql.row(
      `SELECT 1 FROM paper WHERE case_id = ? AND document_id = ?
       UNION ALL SELECT 1 FROM public_notice WHERE case_id = ? AND document_id = ? LIMIT 1`,
      [bytesOf(caseId), bytesOf(id), bytesOf(caseId), bytesOf(id)],
    );
    return row !== undefined;
  }

  /** Documents of a case with uploads that may become some, and documents under one item. */
  async count(caseId: Id<'case'>, slot: string | null): Promise<{ all: number; inSlot: number }> {
    const row = await this.sql.row<{ all_of_case: number | string; in_slot: number | string | null }>(
      `SELECT COUNT(*) AS all_of_case, SUM(slot = ?) AS in_slot FROM (
         SELECT slot FROM document WHERE case_id = ? AND withdrawn_at IS NULL
         UNION ALL SELECT NULL FROM upload WHERE case_id = ? AND document_id IS NULL AND ended_at IS NULL) listed`,
      [slot, bytesOf(caseId), bytesOf(caseId)],
    );
    return { all: Number(row?.all_of_case ?? 0), inSlot: Number(row?.in_slot ?? 0) };
  }

  /**
   * `kept` false where the same content is in the store already. Bytes that could not be read are replaced by those that
   * came now. `scan`: how the new version stands. An earlier scan is not told of it: it waits for its own (`own`), as
   * if nobody had the content yet. Relies on the primary key on the hash.
   */
  async keepContent(
    content: Content,
    scan: ScanState,
    machineNow: number,
  ): Promise<{ kept: boolean; scan: ScanState; own: boolean }> {
    const inserted = await this.sql.run(
      'INSERT IGNORE INTO blob_content (sha256, size, path, created_at, scan) VALUES (?,?,?,?,?)',
      [content.sha256, content.size, content.path, toSql(machineNow), scan],
    );
    if (inserted === 1) return { kept: true, scan, own: false };
    const replaced = await this.sql.run(
      `UPDATE blob_content b SET b.path = ?, b.created_at = ?, b.scan = IF(b.scan = 'unreadable', ?, b.scan),
              b.scan_tries = 0, b.scan_refused = 0, b.scan_after = NULL
       WHERE b.sha256 = ? AND (b.scan = 'unreadable'
         OR EXISTS (SELECT 1 FROM version_scan w WHERE w.sha256 = b.sha256 AND w.state = 'unreadable'))`,
      [content.path, toSql(machineNow), scan, content.sha256],
    );
    const row = await this.sql.row<{ scan: ScanState }>('SELECT scan FROM blob_content WHERE sha256 = ?', [
      content.sha256,
    ]);
    const found = row?.scan ?? scan;
    // Without a scanner nothing will look at it again: what is known to be infected stays so.
    const known = found === scan || (found === 'infected' && scan === 'not-scanned');
    return { kept: replaced === 1, scan: known ? found : scan, own: !known };
  }

  /** A version whose content was there already waits for a scan of its own. */
  async waitForScan(
    versionId: Id<'documentVersion'>,
    sha256: Buffer,
    state: ScanState,
    machineNow: number,
  ): Promise<void> {
    await this.sql.insert('version_scan', [
      { version_id: bytesOf(versionId), sha256, state, since: toSql(machineNow) },
    ]);
  }
}

const current = ({ fileName, content }: NewVersion) => ({
  file_name: fileName,
  media_type: content.mediaType,
  sha256: content.sha256,
  size: content.size,
});
