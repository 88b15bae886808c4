import type { ScanState } from '../../contracts/api/documents';
import type { Id } from '../../contracts/ids';
import type { Side } from '../../contracts/posts';
import { bytesOf } from '../../persistence/bytes';
import { scanColumn, scanJoin } from '../../persistence/documents/scan-repository';
import type { Sql } from '../../persistence/sql';
import type { ReadCase } from '../cases/case-reader';
import { mayRead } from './readable';

/** A version with its document, its content and who put it there. */
export interface VersionRow {
  id: Buffer;
  document_id: Buffer;
  number: number;
  current: number;
  title: string;
  side: Side;
  slot: string | null;
  indicator: string | null;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
  file_name: string;
  given_name: string;
  media_type: string;
  size: number | string;
  sha256: Buffer;
  path: string;
  scan: ScanState;
  added_at: Date;
  by_zh: string;
  by_en: string;
  person_zh: string | null;
  person_en: string | null;
  noticed: number;
}

/** Versions of a case's documents that this reader may know of, document by document, newest first; one only, or all. */
export async function readVersions(sql: Sql, read: ReadCase, documentId?: Id<'document'>): Promise<VersionRow[]> {
  const rows = await sql.rows<VersionRow>(
    `SELECT v.id, v.document_id, v.number, v.number = d.version AS current, d.title, d.side, d.slot, d.indicator,
            d.withdrawn_at, d.withdrawn_reason, v.file_name, v.given_name, v.media_type, v.size, v.sha256, b.path, ${scanColumn} AS scan,
            v.added_at, o.name_zh AS by_zh, o.name_en AS by_en, x.name_zh AS person_zh, x.name_en AS person_en,
            (SELECT COUNT(*) FROM paper n WHERE n.case_id = d.case_id AND n.document_id = d.id AND n.kind = 'notice') AS noticed
     FROM document d
     JOIN document_version v ON v.document_id = d.id
     JOIN blob_content b ON b.sha256 = v.sha256 ${scanJoin}
     JOIN post p ON p.id = v.added_by
     JOIN organisation o ON o.id = p.organisation_id
     LEFT JOIN person x ON x.id = v.person_id
     WHERE d.case_id = ? ${documentId ? 'AND d.id = ?' : ''}
     ORDER BY d.id, v.number DESC`,
    [bytesOf(read.file.id), ...(documentId ? [bytesOf(documentId)] : [])],
  );
  return rows.filter((row) => mayRead(read, row));
}
