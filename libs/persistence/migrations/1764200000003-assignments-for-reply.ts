import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropColumn, dropTable } from '../migrating';

/** A holder asks a colleague for a reply; until it comes the task is decided by nobody. */
export class AssignmentsForReply1764200000003 implements MigrationInterface {
  name = 'AssignmentsForReply1764200000003';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'task', 'assigned_to', "BINARY(16) NULL COMMENT 'person whose reply the holder waits for'");
    await createTable(
      runner,
      'task_assignment',
      `
      id BINARY(16) NOT NULL,
      case_id BINARY(16) NOT NULL,
      task_id BINARY(16) NOT NULL,
      stage VARCHAR(32) NOT NULL,
      step VARCHAR(32) NOT NULL,
      by_person BINARY(16) NOT NULL,
      by_post BINARY(16) NOT NULL,
      to_person BINARY(16) NOT NULL,
      question LONGTEXT NOT NULL,
      asked_at DATETIME(3) NOT NULL,
      reply LONGTEXT NULL,
      ended_at DATETIME(3) NULL COMMENT 'replied, or taken back where there is no reply',
      PRIMARY KEY (id),
      KEY task_assignment_task (task_id, id) COMMENT 'questions and replies beside the form',
      KEY task_assignment_case (case_id, to_person) COMMENT 'who helped with a paper neither checks nor signs it'
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'task_assignment');
    await dropColumn(runner, 'task', 'assigned_to');
  }
}
