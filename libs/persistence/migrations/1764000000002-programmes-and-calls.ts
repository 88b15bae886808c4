import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Published programme and standard versions, immutable by hash; the calls that open rounds. */
export class ProgrammesAndCalls1764000000002 implements MigrationInterface {
  name = 'ProgrammesAndCalls1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'programme_version',
      `
      id BINARY(16) NOT NULL,
      code VARCHAR(64) NOT NULL,
      version VARCHAR(16) NOT NULL,
      hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the canonical content',
      content LONGTEXT NOT NULL,
      published_at DATETIME(3) NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY programme_version_code (code, version)
    `,
      'append',
    );
    await createTable(
      runner,
      'standard_version',
      `
      id BINARY(16) NOT NULL,
      code VARCHAR(64) NOT NULL,
      hash BINARY(32) NOT NULL,
      content LONGTEXT NOT NULL,
      published_at DATETIME(3) NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY standard_version_hash (code, hash)
    `,
      'append',
    );
    await createTable(
      runner,
      'declaration_call',
      `
      id BINARY(16) NOT NULL,
      code VARCHAR(64) NOT NULL,
      programme_version_id BINARY(16) NOT NULL,
      notice_number VARCHAR(64) NOT NULL,
      notice_date DATE NOT NULL,
      window_opens DATE NOT NULL,
      window_closes DATE NOT NULL,
      basis VARCHAR(16) NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY declaration_call_code (code),
      KEY declaration_call_window (window_closes),
      CONSTRAINT declaration_call_programme_fk FOREIGN KEY (programme_version_id) REFERENCES programme_version (id)
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'declaration_call');
    await dropTable(runner, 'standard_version');
    await dropTable(runner, 'programme_version');
  }
}
