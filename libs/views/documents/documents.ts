import type { CasePage } from '../../contracts/api/cases';
import type { ScanState } from '../../contracts/api/documents';
import type { Side } from '../../contracts/posts';
import { bytesOf, idOf } from '../../persistence/bytes';
import { scanColumn, scanJoin } from '../../persistence/documents/scan-repository';
import type { Sql } from '../../persistence/sql';
import type { ReadCase } from '../cases/case-reader';
import { mayRead } from './readable';

interface Row {
  id: Buffer;
  title: string;
  side: Side;
  version: number;
  withdrawn: number;
  file_name: string;
  media_type: string;
  size: number | string;
  sha256: Buffer;
  scan: ScanState;
  added_at: Date;
  by_zh: string;
  by_en: string;
  noticed: number;
}

/** Documents of a case as far as this reader may know of them, each as its current version. */
export async function readDocuments(sql: Sql, read: ReadCase): Promise<CasePage['documents']> {
  const rows = await sql.rows<Row>(
    `SELECT d.id, d.title, d.side, d.version, d.withdrawn_at IS NOT NULL AS withdrawn, d.file_name, d.media_type, d.size,
            d.sha256, ${scanColumn} AS scan, d.added_at, o.name_zh AS by_zh, o.name_en AS by_en,
            (SELECT COUNT(*) FROM paper n WHERE n.case_id = d.case_id AND n.document_id = d.id AND n.kind = 'notice') AS noticed
     FROM document d JOIN post p ON p.id = d.added_by JOIN organisation o ON o.id = p.organisation_id
     LEFT JOIN document_version v ON v.document_id = d.id AND v.number = d.version
     LEFT JOIN blob_content b ON b.sha256 = d.sha256 ${scanJoin}
     WHERE d.case_id = ? ORDER BY d.id`,
    [bytesOf(read.file.id)],
  );
  return rows
    .filter((row) => mayRead(read, row))
    .map((row) => ({
      id: idOf('document', row.id),
      title: row.title,
      fileName: row.file_name,
      mediaType: row.media_type,
      size: Number(row.size),
      sha256: row.sha256.toString('hex'),
      addedAt: row.added_at.toISOString(),
      addedBy: { zh: row.by_zh, en: row.by_en },
      version: row.version,
      state: row.scan,
      withdrawn: row.withdrawn === 1,
    }));
}
