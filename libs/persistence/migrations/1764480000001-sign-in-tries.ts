import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Tries to sign in, counted for all processes of the API together. */
export class SignInTries1764480000001 implements MigrationInterface {
  name = 'SignInTries1764480000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'sign_in_try',
      `
      id BINARY(32) NOT NULL COMMENT 'keyed hash of account and network, account, or network: names what was typed to nobody',
      failures INT UNSIGNED NOT NULL COMMENT 'since then; a try under way counts as one',
      since DATETIME(3) NOT NULL,
      last_try DATETIME(3) NOT NULL COMMENT 'the last that was let through',
      known_until DATETIME(3) NULL COMMENT 'of account and network: has signed in from there',
      expires_at DATETIME(3) NOT NULL,
      PRIMARY KEY (id),
      KEY sign_in_try_expiry (expires_at) COMMENT 'sweep'
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'sign_in_try');
  }
}
