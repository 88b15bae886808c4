import type { CasePage } from '../../contracts/api/cases';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Body, Side } from '../../contracts/posts';
import { bytesOf, idOf } from '../../persistence/bytes';
import type { Sql } from '../../persistence/sql';
import { readCase, type ReadCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';

interface Row {
  id: Buffer;
  title: string;
  side: Side;
  file_name: string;
  media_type: string;
  size: number | string;
  sha256: Buffer;
  added_at: Date;
  by_zh: string;
  by_en: string;
  noticed: number;
}

const columns = `d.id, d.title, d.side, d.file_name, d.media_type, d.size, d.sha256, d.added_at,
    o.name_zh AS by_zh, o.name_en AS by_en,
    (SELECT COUNT(*) FROM paper n WHERE n.case_id = d.case_id AND n.document_id = d.id AND n.kind = 'notice') AS noticed`;
const tables = 'document d JOIN post p ON p.id = d.added_by JOIN organisation o ON o.id = p.organisation_id';

/** A body reads its own documents and those of the bodies below it; the issued notice also comes down. */
const readable: Record<Body, readonly Side[]> = {
  hospital: ['hospital'],
  province: ['hospital', 'province'],
  nation: ['hospital', 'province', 'nation'],
};

function mayRead(read: ReadCase, row: Row): boolean {
  if (read.seated && row.side === 'hospital') return true;
  if (row.noticed > 0 && read.bodies.size > 0) return true;
  return [...read.bodies].some((body) => readable[body].includes(row.side));
}

export async function readDocuments(sql: Sql, read: ReadCase): Promise<CasePage['documents']> {
  const rows = await sql.rows<Row>(`SELECT ${columns} FROM ${tables} WHERE d.case_id = ? ORDER BY d.id`, [
    bytesOf(read.file.id),
  ]);
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
    }));
}

export interface DocumentContent {
  fileName: string;
  mediaType: string;
  size: number;
  sha256: string;
  /** Where the store keeps it. */
  path: string;
}

/** Where a document's bytes are, for a reader who may read it. Refused as `not-found`. */
export function findContent(
  room: ReadingRoom,
  actor: Actor,
  caseId: Id<'case'>,
  documentId: Id<'document'>,
): Promise<DocumentContent> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const row = await sql.row<Row & { path: string }>(
      `SELECT ${columns}, b.path FROM ${tables} JOIN blob_content b ON b.sha256 = d.sha256 WHERE d.case_id = ? AND d.id = ?`,
      [bytesOf(caseId), bytesOf(documentId)],
    );
    if (!row || !mayRead(read, row)) throw new Refused('not-found');
    return {
      fileName: row.file_name,
      mediaType: row.media_type,
      size: Number(row.size),
      sha256: row.sha256.toString('hex'),
      path: row.path,
    };
  });
}
