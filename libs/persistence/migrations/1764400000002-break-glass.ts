import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Emergency access of an administrator to the record of one case: asked, confirmed by another, for a time. */
export class BreakGlass1764400000002 implements MigrationInterface {
  name = 'BreakGlass1764400000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'break_glass',
      `
      id BINARY(16) NOT NULL,
      case_id BINARY(16) NOT NULL,
      reason VARCHAR(1000) NOT NULL,
      hours SMALLINT UNSIGNED NOT NULL COMMENT 'asked for; counted from the confirmation',
      state VARCHAR(16) NOT NULL COMMENT 'asked, granted, refused, ended; a granted one is over after until',
      asked_by BINARY(16) NOT NULL COMMENT 'person, the only one who may look',
      asked_at DATETIME(3) NOT NULL COMMENT 'machine time, as all instants here',
      decided_by BINARY(16) NULL COMMENT 'person; never the one who asked',
      decided_at DATETIME(3) NULL,
      until DATETIME(3) NULL,
      ended_by BINARY(16) NULL,
      ended_at DATETIME(3) NULL,
      PRIMARY KEY (id),
      KEY break_glass_asked (asked_at, id) COMMENT 'the list, newest first',
      CONSTRAINT break_glass_case FOREIGN KEY (case_id) REFERENCES case_file (id)
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'break_glass');
  }
}
