import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Who watches a case, and to whom a case was copied. Comments are events and need no table. */
export class WatchesAndCopies1764200000001 implements MigrationInterface {
  name = 'WatchesAndCopies1764200000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'case_watch',
      `
      case_id BINARY(16) NOT NULL,
      person_id BINARY(16) NOT NULL,
      since DATETIME(3) NOT NULL,
      PRIMARY KEY (case_id, person_id) COMMENT 'whom to tell when the case moves'
    `,
      'write',
    );
    await createTable(
      runner,
      'case_copy',
      `
      audience VARCHAR(96) NOT NULL COMMENT 'role@organisation or person',
      id BINARY(16) NOT NULL,
      case_id BINARY(16) NOT NULL,
      organisation_id BINARY(16) NOT NULL COMMENT 'of sender and receiver: who leaves it sees the copy no more',
      by_person BINARY(16) NOT NULL,
      by_post BINARY(16) NOT NULL,
      note LONGTEXT NULL,
      at DATETIME(3) NOT NULL,
      PRIMARY KEY (audience, id) COMMENT 'copied to me is a keyset union over audiences, newest first',
      CONSTRAINT case_copy_case_fk FOREIGN KEY (case_id) REFERENCES case_file (id)
    `,
      'append',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'case_copy');
    await dropTable(runner, 'case_watch');
  }
}
