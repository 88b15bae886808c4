import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Who urged whom on: one row per task that was urged. */
export class Urges1764200000002 implements MigrationInterface {
  name = 'Urges1764200000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'task_urge',
      `
      task_id BINARY(16) NOT NULL,
      working_day DATE NOT NULL COMMENT 'a rest day counts as the next working day',
      urge_id BINARY(16) NOT NULL COMMENT 'one act, perhaps over several tasks',
      case_id BINARY(16) NOT NULL,
      body VARCHAR(16) NOT NULL COMMENT 'for which it was urged',
      by_person BINARY(16) NOT NULL,
      by_post BINARY(16) NOT NULL,
      note LONGTEXT NULL,
      at DATETIME(3) NOT NULL,
      PRIMARY KEY (task_id, working_day) COMMENT 'at most once per task and working day, whoever urges',
      KEY task_urge_case (case_id, urge_id) COMMENT 'history on the case page'
    `,
      'append',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'task_urge');
  }
}
