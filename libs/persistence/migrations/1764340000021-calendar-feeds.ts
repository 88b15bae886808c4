import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Calendars that people subscribe to by a secret address, and what each was told. */
export class CalendarFeeds1764340000021 implements MigrationInterface {
  name = 'CalendarFeeds1764340000021';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'calendar_feed',
      `
      person_id BINARY(16) NOT NULL,
      token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the address: a stolen table opens no calendar',
      language VARCHAR(8) NOT NULL COMMENT 'zh-CN, en',
      created_at DATETIME(3) NOT NULL,
      PRIMARY KEY (person_id) COMMENT 'one address a person: a new one ends the old one',
      UNIQUE KEY calendar_feed_token (token_hash)
    `,
      'write',
    );
    await createTable(
      runner,
      'calendar_feed_entry',
      `
      person_id BINARY(16) NOT NULL,
      task_id BINARY(16) NOT NULL,
      number VARCHAR(40) NOT NULL COMMENT 'of the case',
      step VARCHAR(32) NOT NULL,
      due_on DATE NOT NULL,
      provisional TINYINT(1) NOT NULL,
      sequence INT NOT NULL COMMENT 'raised whenever what was told changes',
      modified_at DATETIME(3) NOT NULL,
      gone_at DATETIME(3) NULL COMMENT 'told as cancelled since then',
      PRIMARY KEY (person_id, task_id)
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'calendar_feed_entry');
    await dropTable(runner, 'calendar_feed');
  }
}
