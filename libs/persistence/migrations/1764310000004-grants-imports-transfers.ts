import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** What two persons do to a post, to a file of people, and what becomes of the tasks of somebody who leaves. */
export class GrantsImportsTransfers1764310000004 implements MigrationInterface {
  name = 'GrantsImportsTransfers1764310000004';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'post_proposal',
      `
      id BINARY(16) NOT NULL,
      person_id BINARY(16) NOT NULL,
      organisation_id BINARY(16) NOT NULL,
      unit_id BINARY(16) NULL,
      role VARCHAR(32) NOT NULL,
      pool VARCHAR(16) NULL,
      valid_from DATE NOT NULL,
      valid_to DATE NULL,
      state VARCHAR(16) NOT NULL COMMENT 'open, confirmed, refused',
      post_id BINARY(16) NULL COMMENT 'what came of it',
      proposed_by BINARY(16) NOT NULL COMMENT 'person',
      proposed_at DATETIME(3) NOT NULL COMMENT 'legal instant',
      ended_by BINARY(16) NULL COMMENT 'person; never the one who proposed',
      ended_at DATETIME(3) NULL,
      PRIMARY KEY (id),
      KEY post_proposal_state (state, id) COMMENT 'what waits for a second person',
      KEY post_proposal_person (person_id, state) COMMENT 'on the card of a person',
      CONSTRAINT post_proposal_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
      CONSTRAINT post_proposal_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id)
    `,
      'write',
    );
    await createTable(
      runner,
      'people_import',
      `
      id BINARY(16) NOT NULL,
      kind VARCHAR(16) NOT NULL COMMENT 'organisations, units, people, posts',
      file_name VARCHAR(255) NOT NULL,
      content LONGTEXT NOT NULL COMMENT 'as it was read',
      state VARCHAR(16) NOT NULL COMMENT 'open, applied, discarded',
      prepared_by BINARY(16) NOT NULL COMMENT 'person',
      prepared_at DATETIME(3) NOT NULL COMMENT 'legal instant',
      ended_by BINARY(16) NULL COMMENT 'person; who applies is not who prepared',
      ended_at DATETIME(3) NULL,
      report LONGTEXT NULL COMMENT 'rows as they were applied',
      PRIMARY KEY (id),
      KEY people_import_state (state, id) COMMENT 'what waits for a second person'
    `,
      'write',
    );
    await createTable(
      runner,
      'task_transfer',
      `
      id BINARY(16) NOT NULL,
      person_id BINARY(16) NOT NULL COMMENT 'who leaves',
      to_person BINARY(16) NULL COMMENT 'null: back to the posts',
      reason LONGTEXT NOT NULL,
      by_person BINARY(16) NOT NULL,
      by_post BINARY(16) NOT NULL,
      begun_at DATETIME(3) NOT NULL COMMENT 'legal instant',
      ended_at DATETIME(3) NULL COMMENT 'null: stopped on the way; asked again it goes on',
      PRIMARY KEY (id),
      KEY task_transfer_person (person_id, id) COMMENT 'on the card of a person',
      CONSTRAINT task_transfer_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
    `,
      'write',
    );
    await createTable(
      runner,
      'task_transfer_item',
      `
      transfer_id BINARY(16) NOT NULL,
      task_id BINARY(16) NOT NULL,
      result VARCHAR(16) NOT NULL COMMENT 'given, released, kept',
      reason VARCHAR(40) NULL COMMENT 'refusal that kept it from the person named',
      PRIMARY KEY (transfer_id, task_id) COMMENT 'each task once, in the commit that moves it',
      CONSTRAINT task_transfer_item_fk FOREIGN KEY (transfer_id) REFERENCES task_transfer (id)
    `,
      'append',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'task_transfer_item');
    await dropTable(runner, 'task_transfer');
    await dropTable(runner, 'people_import');
    await dropTable(runner, 'post_proposal');
  }
}
