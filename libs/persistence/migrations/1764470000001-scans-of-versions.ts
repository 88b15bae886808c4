import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/**
 * Versions whose content was in the store already: each waits for a scan of its own, so that nobody learns from the
 * answer to an upload that somebody else has the same file, and what is called clean was found so after it came in.
 */
export class ScansOfVersions1764470000001 implements MigrationInterface {
  name = 'ScansOfVersions1764470000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'version_scan',
      `
      version_id BINARY(16) NOT NULL,
      sha256 BINARY(32) NOT NULL,
      state VARCHAR(16) NOT NULL COMMENT 'waiting, not-scanned, unreadable; without a row it is as its content',
      since DATETIME(3) NOT NULL COMMENT 'machine instant',
      PRIMARY KEY (version_id),
      KEY version_scan_content (sha256) COMMENT 'a result ends the waiting of all versions of a content',
      KEY version_scan_since (state, since) COMMENT 'what waits longest; asked every two seconds'
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'version_scan');
  }
}
