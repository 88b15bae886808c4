import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** Organisations, people, the posts they act through, and their accounts. Nobody is ever deleted: posts end. */
export class PeopleAndPosts1764000000001 implements MigrationInterface {
  name = 'PeopleAndPosts1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'organisation',
      `
      id BINARY(16) NOT NULL,
      kind VARCHAR(32) NOT NULL,
      code VARCHAR(64) NOT NULL COMMENT 'stable key of reference or training data',
      name_zh VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL,
      name_en VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL,
      province CHAR(2) NULL COMMENT 'two-digit code, null for national bodies',
      PRIMARY KEY (id),
      UNIQUE KEY organisation_code (code),
      KEY organisation_kind (kind, province) COMMENT 'the body of a province'
    `,
      'write',
    );
    await createTable(
      runner,
      'person',
      `
      id BINARY(16) NOT NULL,
      name_zh VARCHAR(120) COLLATE utf8mb4_unicode_ci NOT NULL,
      name_en VARCHAR(120) COLLATE utf8mb4_unicode_ci NOT NULL,
      PRIMARY KEY (id)
    `,
      'write',
    );
    await createTable(
      runner,
      'post',
      `
      id BINARY(16) NOT NULL,
      person_id BINARY(16) NOT NULL,
      organisation_id BINARY(16) NOT NULL,
      role VARCHAR(32) NOT NULL,
      pool VARCHAR(16) NULL COMMENT 'experts: province code or nation',
      valid_from DATE NOT NULL,
      valid_to DATE NULL COMMENT 'last day of the post',
      PRIMARY KEY (id),
      KEY post_person (person_id) COMMENT 'who am I, at every request',
      KEY post_role (organisation_id, role) COMMENT 'who can take a task',
      KEY post_pool (role, pool) COMMENT 'experts of a pool',
      CONSTRAINT post_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
      CONSTRAINT post_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id)
    `,
      'write',
    );
    await createTable(
      runner,
      'account',
      `
      id BINARY(16) NOT NULL,
      person_id BINARY(16) NOT NULL,
      username VARCHAR(64) NOT NULL,
      password_hash VARCHAR(200) NOT NULL COMMENT 'argon2id',
      training TINYINT(1) NOT NULL DEFAULT 0,
      PRIMARY KEY (id),
      UNIQUE KEY account_username (username),
      CONSTRAINT account_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
    `,
      'write',
    );
    await createTable(
      runner,
      'session',
      `
      id BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie token: a stolen table opens no session',
      account_id BINARY(16) NOT NULL,
      person_id BINARY(16) NOT NULL,
      csrf_token VARCHAR(64) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      PRIMARY KEY (id),
      KEY session_expiry (expires_at) COMMENT 'sweep'
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'session');
    await dropTable(runner, 'account');
    await dropTable(runner, 'post');
    await dropTable(runner, 'person');
    await dropTable(runner, 'organisation');
  }
}
