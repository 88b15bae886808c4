import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropColumn, dropTable } from '../migrating';

/** The tree of bodies, the units inside each, and who is away. Nothing of it is deleted: units close, posts and leave end. */
export class UnitsAndLeave1764310000002 implements MigrationInterface {
  name = 'UnitsAndLeave1764310000002';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(
      runner,
      'organisation',
      'parent_id',
      "BINARY(16) NULL COMMENT 'the body above: of a hospital its province or university' AFTER province",
    );
    await addColumn(runner, 'person', 'phone', "VARCHAR(40) NULL COMMENT 'at work' AFTER language");
    await addColumn(
      runner,
      'person',
      'code',
      "VARCHAR(64) NULL UNIQUE COMMENT 'staff number: names the person in imports'",
    );
    await createTable(
      runner,
      'unit',
      `
      id BINARY(16) NOT NULL,
      organisation_id BINARY(16) NOT NULL,
      parent_id BINARY(16) NULL COMMENT 'unit of the same organisation',
      kind VARCHAR(16) NOT NULL COMMENT 'department, division',
      code VARCHAR(64) NOT NULL COMMENT 'names the unit in imports',
      name_zh VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL,
      name_en VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL,
      closed_on DATE NULL COMMENT 'last day',
      PRIMARY KEY (id),
      UNIQUE KEY unit_code (organisation_id, code) COMMENT 'units of an organisation; a code names one for ever',
      CONSTRAINT unit_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
      CONSTRAINT unit_parent_fk FOREIGN KEY (parent_id) REFERENCES unit (id)
    `,
      'write',
    );
    await addColumn(
      runner,
      'post',
      'unit_id',
      "BINARY(16) NULL COMMENT 'unit of the organisation; null: of the whole of it' AFTER organisation_id",
    );
    await createTable(
      runner,
      'absence',
      `
      id BINARY(16) NOT NULL,
      person_id BINARY(16) NOT NULL,
      first_day DATE NOT NULL,
      last_day DATE NOT NULL,
      reason VARCHAR(200) COLLATE utf8mb4_unicode_ci NULL,
      noted_by BINARY(16) NOT NULL COMMENT 'person',
      noted_at DATETIME(3) NOT NULL COMMENT 'legal instant',
      cancelled_by BINARY(16) NULL COMMENT 'person',
      cancelled_at DATETIME(3) NULL,
      PRIMARY KEY (id),
      KEY absence_person (person_id, last_day) COMMENT 'who is away today, when a rung looks for them',
      CONSTRAINT absence_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
    `,
      'write',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'absence');
    await dropColumn(runner, 'post', 'unit_id');
    await dropTable(runner, 'unit');
    await dropColumn(runner, 'person', 'code');
    await dropColumn(runner, 'person', 'phone');
    await dropColumn(runner, 'organisation', 'parent_id');
  }
}
