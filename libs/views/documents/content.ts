import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { idOf } from '../../persistence/bytes';
import { readCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';
import { ownSide, requireGiven, withheld, type Unscanned } from './readable';
import { readVersions, type VersionRow } from './versions';

export interface DocumentContent {
  fileName: string;
  mediaType: string;
  size: number;
  sha256: string;
  /** Where the store keeps it. */
  path: string;
}

export interface WantedContent {
  caseId: Id<'case'>;
  documentId: Id<'document'>;
  /** The current one where none is named. */
  versionId?: Id<'documentVersion'>;
}

const contentOf = (row: VersionRow): DocumentContent => ({
  fileName: row.file_name,
  mediaType: row.media_type,
  size: Number(row.size),
  sha256: row.sha256.toString('hex'),
  path: row.path,
});

/**
 * Where a version's bytes are, for a reader who may read it. Refused: not-found, file-quarantined, file-infected,
 * file-not-scanned.
 */
export function findContent(
  room: ReadingRoom,
  actor: Actor,
  wanted: WantedContent,
  unscanned: Unscanned,
): Promise<DocumentContent> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, wanted.caseId);
    const rows = await readVersions(sql, read, wanted.documentId);
    const row = rows.find((one) =>
      wanted.versionId ? idOf('documentVersion', one.id) === wanted.versionId : one.current === 1,
    );
    if (!row) throw new Refused('not-found');
    requireGiven(row.scan, ownSide(read, row.side), unscanned);
    return contentOf(row);
  });
}

export interface PackageEntry extends DocumentContent {
  /** Inside the package. */
  entry: string;
}
export interface CasePackage {
  caseNumber: string;
  entries: PackageEntry[];
  /** What stands in manifest.json: every document the reader may know of, also those whose content is withheld. */
  manifest: Record<string, unknown>;
}

/** The current versions of a case's documents that are not withdrawn, as far as this reader is given them. Refused as `not-found`. */
export function findPackage(
  room: ReadingRoom,
  actor: Actor,
  caseId: Id<'case'>,
  unscanned: Unscanned,
): Promise<CasePackage> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const rows = (await readVersions(sql, read)).filter((row) => row.current === 1 && !row.withdrawn_at);
    const listed = rows.map((row, index) => {
      const own = ownSide(read, row.side);
      const entry = `${row.slot ?? 'other'}/${String(index + 1).padStart(3, '0')}-${row.file_name}`;
      return { row, own, entry, why: withheld(row.scan, own, unscanned) };
    });
    return {
      caseNumber: read.file.number,
      entries: listed.filter(({ why }) => why === null).map(({ row, entry }) => ({ ...contentOf(row), entry })),
      manifest: {
        case: read.file.number,
        madeAt: new Date(room.legalNow(read.clockOffset)).toISOString(),
        documents: listed.map(({ row, own, entry, why }) => ({
          path: why === null ? entry : null,
          title: row.title,
          sha256: row.sha256.toString('hex'),
          size: Number(row.size),
          version: row.number,
          indicator: row.indicator,
          organisation: { zh: row.by_zh, en: row.by_en },
          person: own && row.person_zh !== null ? { zh: row.person_zh, en: row.person_en ?? row.person_zh } : null,
          addedAt: row.added_at.toISOString(),
          ...(why === null ? {} : { withheld: why }),
        })),
      },
    };
  });
}
