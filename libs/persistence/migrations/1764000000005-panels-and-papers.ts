import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Panels and their seats, documents, papers, public notices, the registry of centers. */
export class PanelsAndPapers1764000000005 implements MigrationInterface {
  name = 'PanelsAndPapers1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await panels(runner);
    await documentsAndPapers(runner);
    await noticesAndCenters(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'center');
    await dropTable(runner, 'public_notice');
    await dropTable(runner, 'paper');
    await dropTable(runner, 'document');
    await dropTable(runner, 'blob_content');
    await dropTable(runner, 'seat');
    await dropTable(runner, 'panel');
  }
}

async function panels(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'panel',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    level VARCHAR(16) NOT NULL COMMENT 'province, nation',
    formed_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY panel_case (case_id, level)
  `,
    'write',
  );
  await createTable(
    runner,
    'seat',
    `
    id BINARY(16) NOT NULL,
    panel_id BINARY(16) NOT NULL,
    person_id BINARY(16) NOT NULL,
    post_id BINARY(16) NOT NULL,
    is_lead TINYINT(1) NOT NULL,
    left_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    KEY seat_panel (panel_id),
    KEY seat_person (person_id, left_at) COMMENT 'cases an expert sits on',
    CONSTRAINT seat_panel_fk FOREIGN KEY (panel_id) REFERENCES panel (id)
  `,
    'write',
  );
}

async function documentsAndPapers(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'blob_content',
    `
    sha256 BINARY(32) NOT NULL,
    size BIGINT NOT NULL,
    path VARCHAR(200) NOT NULL COMMENT 'random name below the files folder',
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (sha256)
  `,
    'write',
  );
  await createTable(
    runner,
    'document',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    title VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL,
    side VARCHAR(16) NOT NULL COMMENT 'whose document it is',
    file_name VARCHAR(255) COLLATE utf8mb4_unicode_ci NOT NULL,
    media_type VARCHAR(120) NOT NULL,
    sha256 BINARY(32) NOT NULL,
    size BIGINT NOT NULL,
    added_by BINARY(16) NOT NULL COMMENT 'post',
    added_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    KEY document_case (case_id, id)
  `,
    'write',
  );
  await createTable(
    runner,
    'paper',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    kind VARCHAR(32) NOT NULL COMMENT 'submission, notice',
    number VARCHAR(64) NOT NULL COMMENT 'given by the authority, never by the engine',
    dated DATE NOT NULL,
    form VARCHAR(16) NOT NULL,
    document_id BINARY(16) NOT NULL,
    entered_by BINARY(16) NOT NULL COMMENT 'post',
    entered_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY paper_number (number) COMMENT 'a number is registered once',
    KEY paper_case (case_id)
  `,
    'append',
  );
}

async function noticesAndCenters(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'public_notice',
    `
    id BINARY(16) NOT NULL,
    case_id BINARY(16) NOT NULL,
    stage_id BINARY(16) NOT NULL,
    address VARCHAR(400) NOT NULL,
    published_on DATE NOT NULL,
    document_id BINARY(16) NOT NULL,
    ended_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY public_notice_stage (stage_id)
  `,
    'write',
  );
  await createTable(
    runner,
    'center',
    `
    id BINARY(16) NOT NULL,
    code VARCHAR(96) NOT NULL,
    kind VARCHAR(8) NOT NULL,
    specialty VARCHAR(64) NOT NULL,
    name_zh VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL,
    name_en VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL,
    hosts LONGTEXT NOT NULL,
    province CHAR(2) NULL,
    designated_on DATE NULL,
    document_number VARCHAR(64) NULL,
    case_id BINARY(16) NULL COMMENT 'null for the published registry',
    organisation_id BINARY(16) NULL,
    basis VARCHAR(16) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY center_code (code),
    UNIQUE KEY center_case (case_id) COMMENT 'a center is entered once per designation'
  `,
    'write',
  );
}
