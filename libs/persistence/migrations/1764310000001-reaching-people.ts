import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../migrating';

/** Where and in which language a person is written to. */
export class ReachingPeople1764310000001 implements MigrationInterface {
  name = 'ReachingPeople1764310000001';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(
      runner,
      'person',
      'email',
      "VARCHAR(254) NULL COMMENT 'work address; without one nothing is mailed' AFTER name_en",
    );
    await addColumn(
      runner,
      'person',
      'language',
      "CHAR(2) NULL COMMENT 'zh or en; null: not chosen, messages are in zh' AFTER email",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'person', 'language');
    await dropColumn(runner, 'person', 'email');
  }
}
