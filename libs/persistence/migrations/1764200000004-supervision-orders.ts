import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropColumn, dropTable } from '../migrating';

/** Supervision orders, and what was said on the telephone. */
export class SupervisionOrders1764200000004 implements MigrationInterface {
  name = 'SupervisionOrders1764200000004';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'supervision_order',
      `
      id BINARY(16) NOT NULL,
      case_id BINARY(16) NOT NULL,
      number VARCHAR(40) NOT NULL COMMENT 'engine series of the body and year, gapless',
      body VARCHAR(16) NOT NULL,
      organisation_id BINARY(16) NOT NULL,
      task_id BINARY(16) NOT NULL,
      step VARCHAR(32) NOT NULL,
      to_role VARCHAR(32) NOT NULL COMMENT 'post of the task',
      to_person BINARY(16) NULL COMMENT 'who held the task; null where nobody did',
      demand LONGTEXT NOT NULL,
      reply_due DATE NOT NULL,
      alarm_at DATETIME(3) NOT NULL COMMENT 'legal instant from which an answer that is missing is told upwards',
      rung_at DATETIME(3) NULL COMMENT 'told upwards, once',
      repeats BINARY(16) NULL COMMENT 'the order this one repeats',
      state VARCHAR(16) NOT NULL COMMENT 'open, answered, closed, repeated',
      by_person BINARY(16) NOT NULL,
      by_post BINARY(16) NOT NULL,
      issued_at DATETIME(3) NOT NULL,
      answer LONGTEXT NULL,
      answered_by BINARY(16) NULL COMMENT 'person',
      answered_at DATETIME(3) NULL,
      ended_by BINARY(16) NULL COMMENT 'person who closed or repeated it',
      ended_at DATETIME(3) NULL,
      end_note LONGTEXT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY supervision_order_number (number),
      UNIQUE KEY supervision_order_repeats (repeats) COMMENT 'an order is repeated once',
      KEY supervision_order_case (case_id, id) COMMENT 'case page',
      CONSTRAINT supervision_order_case_fk FOREIGN KEY (case_id) REFERENCES case_file (id)
    `,
      'write',
    );
    await createTable(
      runner,
      'call_log',
      `
      id BINARY(16) NOT NULL,
      case_id BINARY(16) NOT NULL,
      body VARCHAR(16) NOT NULL COMMENT 'read by it alone',
      called_on DATE NOT NULL,
      whom VARCHAR(200) NOT NULL,
      said LONGTEXT NOT NULL,
      by_person BINARY(16) NOT NULL,
      by_post BINARY(16) NOT NULL,
      at DATETIME(3) NOT NULL,
      PRIMARY KEY (id),
      KEY call_log_case (case_id, id) COMMENT 'beside the rungs',
      CONSTRAINT call_log_case_fk FOREIGN KEY (case_id) REFERENCES case_file (id)
    `,
      'append',
    );
    await addColumn(
      runner,
      'case_file',
      'order_alarm_at',
      "DATETIME(3) NULL COMMENT 'earliest alarm of an unanswered supervision order'",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'case_file', 'order_alarm_at');
    await dropTable(runner, 'call_log');
    await dropTable(runner, 'supervision_order');
  }
}
