import type { Id } from '../../contracts/ids';
import type { Side } from '../../contracts/posts';
import { bytesOf, idOf, idOrNull } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';
import { marks } from '../sql';

export interface Unscanned {
  sha256: Buffer;
  path: string;
  tries: number;
}

/** What the scan said of a version, for the one who uploaded it. */
export interface UntoldResult {
  versionId: Id<'documentVersion'>;
  documentId: Id<'document'>;
  number: number;
  title: string;
  side: Side;
  /** Null for versions older than their table. */
  personId: Id<'person'> | null;
  sha256: string;
  result: 'infected' | 'unreadable';
  found: string | null;
}

interface UntoldRow {
  version_id: Buffer;
  document_id: Buffer;
  number: number;
  title: string;
  side: Side;
  person_id: Buffer | null;
  sha256: Buffer;
  result: UntoldResult['result'];
  found: string | null;
}

const untold = `
  SELECT v.id AS version_id, v.document_id, v.number, v.person_id, v.sha256, b.scan AS result, b.scan_found AS found
  FROM blob_content b JOIN document_version v ON v.sha256 = b.sha256 LEFT JOIN version_scan w ON w.version_id = v.id
  WHERE b.scan IN ('infected', 'unreadable') AND w.version_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM scan_notice n WHERE n.version_id = v.id AND n.result = b.scan)
  UNION ALL
  SELECT v.id, v.document_id, v.number, v.person_id, v.sha256, w.state, NULL
  FROM version_scan w JOIN document_version v ON v.id = w.version_id
  WHERE w.state = 'unreadable'
    AND NOT EXISTS (SELECT 1 FROM scan_notice n WHERE n.version_id = v.id AND n.result = w.state)`;

/** Of `document_version v` and `blob_content b`: how the version stands, with `scanJoin` before. */
export const scanColumn = `IF(w.state = 'not-scanned' AND b.scan = 'infected', b.scan, COALESCE(w.state, b.scan, 'not-scanned'))`;
export const scanJoin = 'LEFT JOIN version_scan w ON w.version_id = v.id';

/**
 * Contents that wait for their scan, also for that of a later version with the same content, and which paths of the
 * store are in use. Results are written to the bytes they are of: a content may have been given new ones meanwhile.
 */
export class ScanRepository {
  constructor(private readonly sql: Sql) {}

  /** Next contents to scan, those tried least first; also what came before there was a scanner. */
  async next(machineNow: number, limit: number): Promise<Unscanned[]> {
    const rows = await this.sql.rows<{ sha256: Buffer; path: string; scan_tries: number }>(
      `(SELECT sha256, path, scan_tries, created_at AS since FROM blob_content
        WHERE scan IN ('waiting', 'not-scanned', 'unreadable') AND (scan_after IS NULL OR scan_after <= ?)
        ORDER BY scan_tries, created_at LIMIT ${String(limit)})
       UNION ALL
       (SELECT b.sha256, b.path, b.scan_tries, MIN(w.since) AS since
        FROM version_scan w JOIN blob_content b ON b.sha256 = w.sha256
        WHERE b.scan IN ('clean', 'infected') AND (b.scan_after IS NULL OR b.scan_after <= ?)
        GROUP BY b.sha256, b.path, b.scan_tries ORDER BY b.scan_tries, since LIMIT ${String(limit)})
       ORDER BY scan_tries, since LIMIT ${String(limit)}`,
      [toSql(machineNow), toSql(machineNow)],
    );
    return rows.map(({ sha256, path, scan_tries }) => ({ sha256, path, tries: scan_tries }));
  }

  async scanned({ sha256, path }: Unscanned, found: string | null, machineNow: number): Promise<void> {
    const written = await this.sql.run(
      `UPDATE blob_content SET scan = ?, scan_found = ?, scanned_at = ?, scan_tries = 0, scan_refused = 0, scan_after = NULL
       WHERE sha256 = ? AND path = ?`,
      [found === null ? 'clean' : 'infected', found, toSql(machineNow), sha256, path],
    );
    if (written > 0) await this.sql.run('DELETE FROM version_scan WHERE sha256 = ?', [sha256]);
  }

  /** The scanner was away: that says nothing of the content. */
  async tryAfter({ sha256, path }: Unscanned, after: number): Promise<void> {
    await this.sql.run(
      `UPDATE blob_content SET scan = IF(scan = 'not-scanned', 'waiting', scan), scan_tries = scan_tries + 1, scan_after = ?
       WHERE sha256 = ? AND path = ?`,
      [toSql(after), sha256, path],
    );
  }

  /**
   * The content could not be read through; after `enough` times it counts as unreadable. What an earlier scan said of it
   * stays with the versions of then.
   */
  async refused({ sha256, path }: Unscanned, after: number, enough: number): Promise<void> {
    await this.sql.run(
      `UPDATE blob_content
       SET scan = IF(scan IN ('clean', 'infected'), scan, IF(scan_refused + 1 >= ?, 'unreadable', 'waiting')),
           scan_refused = scan_refused + 1, scan_tries = scan_tries + 1, scan_after = ?
       WHERE sha256 = ? AND path = ?`,
      [enough, toSql(after), sha256, path],
    );
    await this.sql.run(
      `UPDATE version_scan w JOIN blob_content b ON b.sha256 = w.sha256
       SET w.state = IF(b.scan_refused >= ?, 'unreadable', 'waiting') WHERE w.sha256 = ? AND b.path = ?`,
      [enough, sha256, path],
    );
  }

  /** Cases with versions of which the scan said something that their uploaders were not told yet, in the order of locks. */
  async untold(limit: number): Promise<Id<'case'>[]> {
    const rows = await this.sql.rows<{ case_id: Buffer }>(
      `SELECT DISTINCT d.case_id FROM (${untold}) u JOIN document d ON d.id = u.document_id
       ORDER BY d.case_id LIMIT ${String(limit)}`,
    );
    return rows.map((row) => idOf('case', row.case_id));
  }

  /** Those of one case. Relies on the case's lock. */
  async untoldOf(caseId: Id<'case'>): Promise<UntoldResult[]> {
    const rows = await this.sql.rows<UntoldRow>(
      `SELECT u.*, d.title, d.side FROM (${untold}) u JOIN document d ON d.id = u.document_id
       WHERE d.case_id = ? ORDER BY u.version_id`,
      [bytesOf(caseId)],
    );
    return rows.map((row) => ({
      versionId: idOf('documentVersion', row.version_id),
      documentId: idOf('document', row.document_id),
      number: row.number,
      title: row.title,
      side: row.side,
      personId: idOrNull('person', row.person_id),
      sha256: row.sha256.toString('hex'),
      result: row.result,
      found: row.found,
    }));
  }

  /** Relies on the primary key: each is told once. */
  async told(results: readonly UntoldResult[], at: number): Promise<void> {
    await this.sql.insert(
      'scan_notice',
      results.map(({ versionId, result }) => ({ version_id: bytesOf(versionId), result, at: toSql(at) })),
    );
  }

  /** Those of the paths that no content is kept under. */
  async unknown(paths: readonly string[]): Promise<string[]> {
    if (paths.length === 0) return [];
    const rows = await this.sql.rows<{ path: string }>(
      `SELECT path FROM blob_content WHERE path IN (${marks(paths.length)})
       UNION ALL SELECT path FROM transfer_package WHERE path IN (${marks(paths.length)})`,
      [...paths, ...paths],
    );
    const known = new Set(rows.map((row) => row.path));
    return paths.filter((path) => !known.has(path));
  }
}
