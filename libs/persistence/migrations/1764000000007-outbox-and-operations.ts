import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Messages waiting for the engine, leases, heartbeats and which Temporal store the cases were told to. */
export class OutboxAndOperations1764000000007 implements MigrationInterface {
  name = 'OutboxAndOperations1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'outbox',
      `
      id BIGINT NOT NULL AUTO_INCREMENT,
      case_id BINARY(16) NOT NULL,
      case_kind VARCHAR(32) NOT NULL,
      seq INT NOT NULL,
      message VARCHAR(1000) NOT NULL,
      created_at DATETIME(3) NOT NULL COMMENT 'machine time',
      available_at DATETIME(3) NOT NULL COMMENT 'machine time; back-off moves it',
      attempts INT NOT NULL DEFAULT 0,
      parked_at DATETIME(3) NULL,
      reason VARCHAR(500) NULL,
      PRIMARY KEY (id),
      UNIQUE KEY outbox_seq (case_id, seq),
      KEY outbox_due (parked_at, available_at, id) COMMENT 'relay'
    `,
      'write',
    );
    await createTable(
      runner,
      'lease',
      `
      name VARCHAR(64) NOT NULL,
      holder VARCHAR(64) NOT NULL,
      until DATETIME(3) NOT NULL COMMENT 'machine time',
      PRIMARY KEY (name)
    `,
      'write',
    );
    await createTable(
      runner,
      'heartbeat',
      `
      name VARCHAR(64) NOT NULL COMMENT 'worker, temporal',
      at DATETIME(3) NOT NULL COMMENT 'machine time',
      detail VARCHAR(200) NOT NULL,
      PRIMARY KEY (name)
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'heartbeat');
    await dropTable(runner, 'lease');
    await dropTable(runner, 'outbox');
  }
}
