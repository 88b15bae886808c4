import { toSql } from '../instants';
import type { Sql } from '../sql';
import { marks } from '../sql';

export interface Unscanned {
  sha256: Buffer;
  path: string;
  tries: number;
}

/** Contents that wait for their scan, and which paths of the store are in use. */
export class ScanRepository {
  constructor(private readonly sql: Sql) {}

  /** Next contents to scan, those tried least first; also what came before there was a scanner. */
  async next(machineNow: number, limit: number): Promise<Unscanned[]> {
    const rows = await this.sql.rows<{ sha256: Buffer; path: string; scan_tries: number }>(
      `SELECT sha256, path, scan_tries FROM blob_content
       WHERE scan IN ('waiting', 'not-scanned') AND (scan_after IS NULL OR scan_after <= ?)
       ORDER BY scan_tries, created_at LIMIT ${String(limit)}`,
      [toSql(machineNow)],
    );
    return rows.map(({ sha256, path, scan_tries }) => ({ sha256, path, tries: scan_tries }));
  }

  async scanned(sha256: Buffer, found: string | null, machineNow: number): Promise<void> {
    await this.sql.run('UPDATE blob_content SET scan = ?, scan_found = ?, scanned_at = ? WHERE sha256 = ?', [
      found === null ? 'clean' : 'infected',
      found,
      toSql(machineNow),
      sha256,
    ]);
  }

  async tryAfter(sha256: Buffer, after: number): Promise<void> {
    await this.sql.run(
      "UPDATE blob_content SET scan = 'waiting', scan_tries = scan_tries + 1, scan_after = ? WHERE sha256 = ?",
      [toSql(after), sha256],
    );
  }

  /** Those of the paths that no content is kept under. */
  async unknown(paths: readonly string[]): Promise<string[]> {
    if (paths.length === 0) return [];
    const rows = await this.sql.rows<{ path: string }>(
      `SELECT path FROM blob_content WHERE path IN (${marks(paths.length)})`,
      [...paths],
    );
    const known = new Set(rows.map((row) => row.path));
    return paths.filter((path) => !known.has(path));
  }
}
