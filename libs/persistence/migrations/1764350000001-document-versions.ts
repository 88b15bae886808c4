import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropColumn, dropTable } from '../migrating';

/** Versions of a document, what it is for, its withdrawal, and the state of its content's virus scan. */
export class DocumentVersions1764350000001 implements MigrationInterface {
  name = 'DocumentVersions1764350000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'document_version',
      `
    id BINARY(16) NOT NULL,
    document_id BINARY(16) NOT NULL,
    number INT NOT NULL,
    file_name VARCHAR(255) COLLATE utf8mb4_unicode_ci NOT NULL COMMENT 'as it is kept and downloaded',
    given_name VARCHAR(1000) NOT NULL COMMENT 'as it was sent',
    media_type VARCHAR(120) NOT NULL,
    sha256 BINARY(32) NOT NULL,
    size BIGINT NOT NULL,
    added_by BINARY(16) NOT NULL COMMENT 'post',
    person_id BINARY(16) NULL COMMENT 'null for versions older than this table',
    added_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY document_version_number (document_id, number) COMMENT 'of two at once one is the next',
    KEY document_version_content (sha256) COMMENT 'who uses a content'
  `,
      'append',
    );
    await addColumn(runner, 'document', 'slot', "VARCHAR(64) NULL COMMENT 'item of the programme’s list'");
    await addColumn(runner, 'document', 'indicator', "VARCHAR(96) NULL COMMENT 'of the case’s standard'");
    await addColumn(runner, 'document', 'version', "INT NOT NULL DEFAULT 1 COMMENT 'the current one'");
    await addColumn(runner, 'document', 'withdrawn_at', 'DATETIME(3) NULL');
    await addColumn(runner, 'document', 'withdrawn_by', "BINARY(16) NULL COMMENT 'post'");
    await addColumn(runner, 'document', 'withdrawn_reason', 'VARCHAR(2000) COLLATE utf8mb4_unicode_ci NULL');
    await addColumn(
      runner,
      'blob_content',
      'scan',
      "VARCHAR(16) NOT NULL DEFAULT 'not-scanned' COMMENT 'clean, waiting, infected, not-scanned'",
    );
    await addColumn(runner, 'blob_content', 'scanned_at', 'DATETIME(3) NULL');
    await addColumn(runner, 'blob_content', 'scan_found', "VARCHAR(200) NULL COMMENT 'name of what was found'");
    await addColumn(runner, 'blob_content', 'scan_tries', 'INT NOT NULL DEFAULT 0');
    await addColumn(runner, 'blob_content', 'scan_after', "DATETIME(3) NULL COMMENT 'not tried again before'");
    await runner.query(`
      INSERT INTO document_version
        (id, document_id, number, file_name, given_name, media_type, sha256, size, added_by, person_id, added_at)
      SELECT d.id, d.id, 1, d.file_name, d.file_name, d.media_type, d.sha256, d.size, d.added_by, NULL, d.added_at
      FROM document d WHERE NOT EXISTS (SELECT 1 FROM document_version v WHERE v.document_id = d.id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['scan', 'scanned_at', 'scan_found', 'scan_tries', 'scan_after'])
      await dropColumn(runner, 'blob_content', column);
    for (const column of ['slot', 'indicator', 'version', 'withdrawn_at', 'withdrawn_by', 'withdrawn_reason'])
      await dropColumn(runner, 'document', column);
    await dropTable(runner, 'document_version');
  }
}
