import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Officials who stepped back from a task (回避): for good, that task is never theirs again. */
export class Recusals1764320000002 implements MigrationInterface {
  name = 'Recusals1764320000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'task_recusal',
      `
      person_id BINARY(16) NOT NULL,
      task_id BINARY(16) NOT NULL,
      case_id BINARY(16) NOT NULL,
      post_id BINARY(16) NOT NULL,
      on_behalf_of BINARY(16) NULL COMMENT 'person stood in for',
      reason LONGTEXT NOT NULL,
      went_to BINARY(16) NULL COMMENT 'deputy who took it over',
      at DATETIME(3) NOT NULL,
      PRIMARY KEY (person_id, task_id) COMMENT 'the inbox leaves it out',
      KEY task_recusal_task (task_id) COMMENT 'who is left for a task',
      CONSTRAINT task_recusal_task_fk FOREIGN KEY (task_id) REFERENCES task (id)
    `,
      'append',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'task_recusal');
  }
}
