import type { Words } from '../../../contracts/forms';
import type { FileStore } from '../../../platform/files/file-store';
import { idOf } from '../../../persistence/bytes';
import { readCase } from '../../cases/case-reader';
import { ownSide, withheld } from '../../documents/readable';
import { readVersions, type VersionRow } from '../../documents/versions';
import { jsonEntry, type CaseFileEntry } from './entries';
import type { CaseAtHand } from './standing';

/** Every version of every document, as the record tells of it; `path` is null where its content is withheld. */
export interface ListedVersion {
  documentId: string;
  title: string;
  version: number;
  current: boolean;
  slot: string | null;
  indicator: string | null;
  withdrawn: { at: string; reason: string } | null;
  fileName: string;
  givenName: string;
  mediaType: string;
  size: number;
  sha256: string;
  organisation: Words;
  person: Words | null;
  addedAt: string;
  /** Registered as the sealed original of the issued notice. */
  noticed: boolean;
  path: string | null;
  withheld: string | null;
}

/** All versions that the readers may know of, and a list of them; contents as streams. */
export async function documentEntries(
  at: CaseAtHand,
  files: FileStore,
): Promise<{ listed: ListedVersion[]; entries: CaseFileEntry[] }> {
  const { sql, reader, file, unscanned } = at;
  const read = await readCase(sql, reader, file.id);
  const rows = await readVersions(sql, read);
  const numbers = [...new Set(rows.map((row) => row.document_id.toString('hex')))];
  const listed: ListedVersion[] = [];
  const entries: CaseFileEntry[] = [];
  for (const row of rows) {
    const own = ownSide(read, row.side);
    const number = numbers.indexOf(row.document_id.toString('hex')) + 1;
    const why = withheld(row.scan, own, unscanned);
    const path = `documents/${String(number).padStart(3, '0')}/v${String(row.number)}/${row.file_name}`;
    const version = listedOf(row, own, why === null ? path : null, why);
    listed.push(version);
    if (why === null) entries.push(entryOf(row, version, path, files));
  }
  return {
    listed,
    entries: [jsonEntry('record/documents.json', { zh: '材料目录', en: 'List of documents' }, listed), ...entries],
  };
}

const listedOf = (row: VersionRow, own: boolean, path: string | null, why: string | null): ListedVersion => ({
  documentId: idOf('document', row.document_id),
  title: row.title,
  version: row.number,
  current: row.current === 1,
  slot: row.slot,
  indicator: row.indicator,
  withdrawn: row.withdrawn_at ? { at: row.withdrawn_at.toISOString(), reason: row.withdrawn_reason ?? '' } : null,
  fileName: row.file_name,
  givenName: row.given_name,
  mediaType: row.media_type,
  size: Number(row.size),
  sha256: row.sha256.toString('hex'),
  organisation: { zh: row.by_zh, en: row.by_en },
  person: own && row.person_zh !== null ? { zh: row.person_zh, en: row.person_en ?? row.person_zh } : null,
  addedAt: row.added_at.toISOString(),
  noticed: row.noticed > 0,
  path,
  withheld: why,
});

const entryOf = (row: VersionRow, listed: ListedVersion, path: string, files: FileStore): CaseFileEntry => ({
  path,
  title: { zh: `${row.title}（第${String(row.number)}版）`, en: `${row.title} (version ${String(row.number)})` },
  mediaType: row.media_type,
  by: listed.organisation,
  at: listed.addedAt,
  recorded: { sha256: listed.sha256, size: listed.size },
  content: () => files.read(row.path),
});
