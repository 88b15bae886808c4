import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Files to fill in that programme versions name by their digest: a case keeps those of the version it is pinned to. */
export class ProgrammeTemplates1764460000002 implements MigrationInterface {
  name = 'ProgrammeTemplates1764460000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'programme_template',
      `
      sha256 BINARY(32) NOT NULL,
      content MEDIUMBLOB NOT NULL COMMENT 'small: a form to fill in, as it was published',
      PRIMARY KEY (sha256)
    `,
      'append',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'programme_template');
  }
}
