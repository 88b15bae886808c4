import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addKey, createTable, dropColumn, dropKey, dropTable } from '../migrating';

/** What is sent out of the house: messages, and which notifications each of them carries. */
export class Deliveries1764330000001 implements MigrationInterface {
  name = 'Deliveries1764330000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'delivery',
      `
      id BINARY(16) NOT NULL COMMENT 'the idempotency key of the message',
      person_id BINARY(16) NOT NULL,
      channel VARCHAR(16) NOT NULL COMMENT 'mail, webhook; none where the engine has no way out',
      day DATE NOT NULL COMMENT 'legal day it was made on',
      digest_of DATE NULL COMMENT 'the day whose digest it is; null for what is sent at once',
      state VARCHAR(16) NOT NULL COMMENT 'waiting, failed (is tried again), sent, given-up, not-addressed, no-channel',
      attempts INT NOT NULL DEFAULT 0,
      next_at DATETIME(3) NULL COMMENT 'machine instant of the next attempt; null: there is none',
      last_error VARCHAR(32) NULL COMMENT 'code, never the words of a server',
      made_at DATETIME(3) NOT NULL COMMENT 'machine instant',
      sent_at DATETIME(3) NULL COMMENT 'legal instant',
      PRIMARY KEY (id),
      UNIQUE KEY delivery_digest (digest_of, person_id, channel) COMMENT 'one digest a person, day and channel',
      KEY delivery_due (channel, next_at) COMMENT 'what is to be sent now',
      KEY delivery_state (state, made_at) COMMENT 'counts of what is stuck',
      CONSTRAINT delivery_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
    `,
      'write',
    );
    await createTable(
      runner,
      'delivery_notification',
      `
      delivery_id BINARY(16) NOT NULL,
      notification_id BINARY(16) NOT NULL,
      PRIMARY KEY (delivery_id, notification_id),
      KEY delivery_of_notification (notification_id) COMMENT 'what became of a rung'
    `,
      'append',
    );
    await addColumn(runner, 'notification', 'deadline_id', "BINARY(16) NULL COMMENT 'the limit whose rung told it'");
    await addColumn(runner, 'notification', 'rung', 'VARCHAR(64) NULL');
    await addColumn(
      runner,
      'notification',
      'gathered_at',
      "DATETIME(3) NULL COMMENT 'machine instant since when it belongs to a delivery'",
    );
    // What was told before there was a way out is not sent now.
    await runner.query('UPDATE notification SET gathered_at = at WHERE gathered_at IS NULL');
    await addKey(
      runner,
      'notification',
      'notification_ungathered',
      '(gathered_at, person_id, code, at)',
      'who is to be sent something, from the index alone',
    );
    await addKey(runner, 'notification', 'notification_deadline', '(deadline_id)', 'whom a rung reached');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropKey(runner, 'notification', 'notification_deadline');
    await dropKey(runner, 'notification', 'notification_ungathered');
    await dropColumn(runner, 'notification', 'gathered_at');
    await dropColumn(runner, 'notification', 'rung');
    await dropColumn(runner, 'notification', 'deadline_id');
    await dropTable(runner, 'delivery_notification');
    await dropTable(runner, 'delivery');
  }
}
