import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addKey, createTable, dropColumn, dropKey, dropTable } from '../migrating';

/** 归档: where the archive of a closed case stands, the files that were accepted, retention classes, legal holds. */
export class Archive1764410000001 implements MigrationInterface {
  name = 'Archive1764410000001';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(
      runner,
      'case_file',
      'archive',
      "VARCHAR(16) NULL COMMENT 'of a closed case: open, accepted' AFTER closed_at",
    );
    await addColumn(
      runner,
      'case_file',
      'legal_holds',
      "SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'legal holds that stand on its file' AFTER archive",
    );
    await addKey(
      runner,
      'case_file',
      'case_file_archive',
      '(archive, acked_seq, message_seq)',
      'watchdog and lists: closed cases that are not over',
    );
    await files(runner);
    await holds(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'legal_hold');
    await dropTable(runner, 'archive_file');
    await dropTable(runner, 'retention_class');
    await dropKey(runner, 'case_file', 'case_file_archive');
    await dropColumn(runner, 'case_file', 'legal_holds');
    await dropColumn(runner, 'case_file', 'archive');
  }
}

async function files(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'retention_class',
    `
    id VARCHAR(40) NOT NULL,
    position SMALLINT NOT NULL,
    name_zh VARCHAR(80) COLLATE utf8mb4_unicode_ci NOT NULL,
    name_en VARCHAR(80) COLLATE utf8mb4_unicode_ci NOT NULL,
    years SMALLINT UNSIGNED NULL COMMENT 'null: permanent',
    basis VARCHAR(16) NOT NULL,
    source VARCHAR(400) NULL,
    PRIMARY KEY (id)
  `,
    'write',
  );
  await createTable(
    runner,
    'archive_file',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    stage_id BINARY(16) NOT NULL,
    supplement SMALLINT UNSIGNED NOT NULL COMMENT '0: the file itself',
    organisation_id BINARY(16) NOT NULL COMMENT 'whose archive',
    number VARCHAR(64) NOT NULL COMMENT 'archive number, given by the archivist, never by the engine',
    retention_class VARCHAR(40) NOT NULL,
    place VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL,
    accepted_by BINARY(16) NOT NULL COMMENT 'person',
    accepted_post BINARY(16) NOT NULL,
    accepted_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY archive_file_number (organisation_id, number) COMMENT 'a number is given once in an archive',
    UNIQUE KEY archive_file_case (case_id, supplement) COMMENT 'files of a case; of two acceptances at once one counts',
    CONSTRAINT archive_file_case_fk FOREIGN KEY (case_id) REFERENCES case_file (id)
  `,
    'append',
  );
}

async function holds(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'legal_hold',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    reason VARCHAR(2000) COLLATE utf8mb4_unicode_ci NOT NULL,
    placed_by BINARY(16) NOT NULL COMMENT 'person',
    placed_post BINARY(16) NOT NULL,
    placed_at DATETIME(3) NOT NULL,
    lifted_by BINARY(16) NULL COMMENT 'person',
    lifted_post BINARY(16) NULL,
    lifted_at DATETIME(3) NULL,
    lift_reason VARCHAR(2000) COLLATE utf8mb4_unicode_ci NULL,
    PRIMARY KEY (id),
    KEY legal_hold_case (case_id, id) COMMENT 'holds of a case, oldest first',
    CONSTRAINT legal_hold_case_fk FOREIGN KEY (case_id) REFERENCES case_file (id)
  `,
    'write',
  );
}
