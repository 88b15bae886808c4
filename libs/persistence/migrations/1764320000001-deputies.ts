import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropColumn, dropTable } from '../migrating';

/** Who stands in for whom (代理, AB角). Facts are added, never changed: granted, and perhaps revoked. */
export class Deputies1764320000001 implements MigrationInterface {
  name = 'Deputies1764320000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'deputy',
      `
      id BINARY(16) NOT NULL,
      organisation_id BINARY(16) NOT NULL,
      principal_person BINARY(16) NOT NULL,
      principal_post BINARY(16) NOT NULL,
      deputy_person BINARY(16) NOT NULL,
      valid_from DATE NOT NULL,
      valid_to DATE NOT NULL COMMENT 'last day',
      scope VARCHAR(8) NOT NULL COMMENT 'post, call, steps',
      call_id BINARY(16) NULL COMMENT 'of scope call',
      steps LONGTEXT NULL COMMENT 'of scope steps: JSON list',
      reason LONGTEXT NOT NULL,
      granted_person BINARY(16) NOT NULL,
      granted_post BINARY(16) NOT NULL,
      granted_at DATETIME(3) NOT NULL COMMENT 'legal instant',
      PRIMARY KEY (id),
      KEY deputy_person (deputy_person, valid_to) COMMENT 'whom do I stand in for, at every request',
      KEY deputy_post (principal_post, valid_to) COMMENT 'who stands in for a post',
      KEY deputy_organisation (organisation_id, valid_to) COMMENT 'doubles and loops; the list of a body',
      CONSTRAINT deputy_post_fk FOREIGN KEY (principal_post) REFERENCES post (id),
      CONSTRAINT deputy_person_fk FOREIGN KEY (deputy_person) REFERENCES person (id)
    `,
      'append',
    );
    await createTable(
      runner,
      'deputy_revocation',
      `
      deputy_id BINARY(16) NOT NULL,
      by_person BINARY(16) NOT NULL,
      by_post BINARY(16) NULL COMMENT 'null where the deputy laid it down',
      reason LONGTEXT NULL,
      at DATETIME(3) NOT NULL COMMENT 'legal instant',
      PRIMARY KEY (deputy_id) COMMENT 'revoked once'
    `,
      'append',
    );
    await addColumn(runner, 'decision', 'on_behalf_of', "BINARY(16) NULL COMMENT 'person stood in for'");
    await addColumn(runner, 'decision', 'deputy_id', "BINARY(16) NULL COMMENT 'grant it was done by'");
    await addColumn(runner, 'task', 'decided_for', "BINARY(16) NULL COMMENT 'person stood in for at the decision'");
    await addColumn(
      runner,
      'withdrawal',
      'asked_person',
      "BINARY(16) NULL COMMENT 'deputy who asked; null: the holder of the post'",
    );
    // What a deputy is told is about no case.
    await runner.query('ALTER TABLE `notification` MODIFY `case_id` BINARY(16) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'withdrawal', 'asked_person');
    await dropColumn(runner, 'task', 'decided_for');
    await dropColumn(runner, 'decision', 'deputy_id');
    await dropColumn(runner, 'decision', 'on_behalf_of');
    await dropTable(runner, 'deputy_revocation');
    await dropTable(runner, 'deputy');
    await runner.query('DELETE FROM `notification` WHERE case_id IS NULL');
    await runner.query('ALTER TABLE `notification` MODIFY `case_id` BINARY(16) NOT NULL');
  }
}
