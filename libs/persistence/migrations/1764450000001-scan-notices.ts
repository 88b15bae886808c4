import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addKey, createTable, dropColumn, dropKey, dropTable } from '../migrating';

/** Which uploader was told of which result of the virus scan, and the ways to the contents it is about. */
export class ScanNotices1764450000001 implements MigrationInterface {
  name = 'ScanNotices1764450000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'scan_notice',
      `
      version_id BINARY(16) NOT NULL,
      result VARCHAR(16) NOT NULL COMMENT 'infected, unreadable',
      at DATETIME(3) NOT NULL COMMENT 'legal instant of the event',
      PRIMARY KEY (version_id, result) COMMENT 'each is told once'
    `,
      'append',
    );
    await addColumn(
      runner,
      'blob_content',
      'scan_refused',
      "INT NOT NULL DEFAULT 0 COMMENT 'how often the content itself could not be scanned'",
    );
    await addKey(
      runner,
      'blob_content',
      'blob_content_scan',
      '(scan, scan_tries, created_at)',
      'what waits for its scan, and what it found; asked every two seconds',
    );
    await addKey(runner, 'blob_content', 'blob_content_path', '(path)', 'the sweep: whether a file is in use');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropKey(runner, 'blob_content', 'blob_content_path');
    await dropKey(runner, 'blob_content', 'blob_content_scan');
    await dropColumn(runner, 'blob_content', 'scan_refused');
    await dropTable(runner, 'scan_notice');
  }
}
