import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Signed roots over the ends of all chains, what a verification found, and the ends that changed from root to root. */
export class Anchors1764400000001 implements MigrationInterface {
  name = 'Anchors1764400000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'anchor',
      `
      seq INT UNSIGNED NOT NULL COMMENT 'without a gap: a missing one shows',
      at DATETIME(3) NOT NULL COMMENT 'machine time',
      alg VARCHAR(16) NOT NULL,
      chains INT UNSIGNED NOT NULL COMMENT 'leaves of the tree',
      root BINARY(32) NOT NULL,
      previous BINARY(32) NOT NULL COMMENT 'hash of the anchor before',
      key_id VARCHAR(16) NOT NULL,
      signature VARBINARY(64) NOT NULL,
      PRIMARY KEY (seq)
    `,
      'append',
    );
    await createTable(
      runner,
      'anchor_head',
      `
      anchor_seq INT UNSIGNED NOT NULL,
      kind VARCHAR(8) NOT NULL COMMENT 'case, process',
      chain BINARY(16) NOT NULL,
      seq INT UNSIGNED NOT NULL,
      head BINARY(32) NOT NULL,
      PRIMARY KEY (anchor_seq, kind, chain) COMMENT 'the order in which they are folded into the tree'
    `,
      'append',
    );
    await createTable(
      runner,
      'audit_verification',
      `
      id BINARY(16) NOT NULL,
      at DATETIME(3) NOT NULL COMMENT 'machine time',
      intact BOOLEAN NOT NULL,
      report LONGTEXT NOT NULL COMMENT 'JSON: counts, what was looked at, findings',
      PRIMARY KEY (id),
      KEY audit_verification_at (at) COMMENT 'the last one'
    `,
      'append',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'audit_verification');
    await dropTable(runner, 'anchor_head');
    await dropTable(runner, 'anchor');
  }
}
