import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** What happens beside the cases: one chain for each writing process, so that processes never wait for each other. */
export class SystemLog1764310000003 implements MigrationInterface {
  name = 'SystemLog1764310000003';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'system_chain',
      `
      id BINARY(16) NOT NULL COMMENT 'a process, as long as it runs',
      seq INT UNSIGNED NOT NULL DEFAULT 0,
      head BINARY(32) NULL COMMENT 'hash of the last event: a tail cut off shows',
      PRIMARY KEY (id)
    `,
      'write',
    );
    await createTable(
      runner,
      'system_event',
      `
      chain BINARY(16) NOT NULL,
      seq INT UNSIGNED NOT NULL,
      type VARCHAR(40) NOT NULL,
      type_version SMALLINT UNSIGNED NOT NULL,
      at DATETIME(3) NOT NULL COMMENT 'machine time: these are acts of the machinery, not of a case',
      payload LONGTEXT NOT NULL COMMENT 'exact canonical bytes that were digested',
      salt BINARY(16) NOT NULL,
      payload_digest BINARY(32) NOT NULL,
      alg VARCHAR(16) NOT NULL,
      prev_hash BINARY(32) NOT NULL,
      hash BINARY(32) NOT NULL,
      PRIMARY KEY (chain, seq),
      KEY system_event_at (at, chain, seq) COMMENT 'the log of all processes in order'
    `,
      'append',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'system_event');
    await dropTable(runner, 'system_chain');
  }
}
