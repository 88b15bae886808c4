import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Uploads under way: whose, and for what. Their bytes lie in the files folder; how many have come, the file says. */
export class Uploads1764350000002 implements MigrationInterface {
  name = 'Uploads1764350000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'upload',
      `
    id BINARY(16) NOT NULL,
    person_id BINARY(16) NOT NULL COMMENT 'nobody else goes on with it',
    request_digest BINARY(32) NOT NULL COMMENT 'the same key with another request is refused',
    case_id BINARY(16) NOT NULL,
    document_id BINARY(16) NULL COMMENT 'a new version of this one',
    slot VARCHAR(64) NULL,
    indicator VARCHAR(96) NULL,
    title VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL,
    file_name VARCHAR(255) COLLATE utf8mb4_unicode_ci NOT NULL,
    given_name VARCHAR(1000) NOT NULL,
    size BIGINT NOT NULL,
    metadata TEXT NOT NULL COMMENT 'as the protocol gives it back',
    created_at DATETIME(3) NOT NULL,
    answer LONGTEXT NULL COMMENT 'the document, once it is one',
    refusal VARCHAR(40) NULL COMMENT 'why its bytes were not taken',
    ended_at DATETIME(3) NULL,
    holder VARCHAR(64) NULL COMMENT 'the request that writes it now',
    held_until DATETIME(3) NULL,
    wanted TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'another request waits for the holder to let go',
    PRIMARY KEY (id),
    KEY upload_case (case_id) COMMENT 'counted against the limit of documents',
    KEY upload_created (created_at) COMMENT 'the sweep'
  `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'upload');
  }
}
