import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** 预审: a draft declaration that its hospital has opened to the province, and what the province remarks on it. */
export class PreReviews1764380000001 implements MigrationInterface {
  name = 'PreReviews1764380000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'pre_review',
      `
      case_id BINARY(16) NOT NULL,
      shared_at DATETIME(3) NULL COMMENT 'none: taken back',
      shared_by BINARY(16) NOT NULL COMMENT 'post',
      PRIMARY KEY (case_id) COMMENT 'one draft a case',
      CONSTRAINT pre_review_case_fk FOREIGN KEY (case_id) REFERENCES case_file (id)
    `,
      'write',
    );
    await createTable(
      runner,
      'pre_review_comment',
      `
      id BINARY(16) NOT NULL,
      case_id BINARY(16) NOT NULL,
      post_id BINARY(16) NOT NULL,
      person_id BINARY(16) NOT NULL,
      text LONGTEXT NOT NULL,
      commented_at DATETIME(3) NOT NULL,
      done_at DATETIME(3) NULL COMMENT 'ticked off by the hospital',
      done_by BINARY(16) NULL COMMENT 'person',
      PRIMARY KEY (id) COMMENT 'ticked by its id',
      KEY pre_review_comment_case (case_id, id) COMMENT 'the check list of a case in order',
      CONSTRAINT pre_review_comment_case_fk FOREIGN KEY (case_id) REFERENCES case_file (id)
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'pre_review_comment');
    await dropTable(runner, 'pre_review');
  }
}
