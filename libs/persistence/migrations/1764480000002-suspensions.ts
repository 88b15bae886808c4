import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropColumn, dropTable } from '../migrating';

/** Accounts that open nothing for a while, and who said so. Nobody is deleted. */
export class Suspensions1764480000002 implements MigrationInterface {
  name = 'Suspensions1764480000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'suspension',
      `
      person_id BINARY(16) NOT NULL,
      suspended_at DATETIME(3) NOT NULL,
      suspended_by BINARY(16) NOT NULL COMMENT 'person; somebody else reinstates',
      reason VARCHAR(2000) NOT NULL,
      reinstated_at DATETIME(3) NULL COMMENT 'null: it stands',
      reinstated_by BINARY(16) NULL COMMENT 'person',
      reinstated_for VARCHAR(2000) NULL,
      PRIMARY KEY (person_id, suspended_at) COMMENT 'those of a person, on their card',
      CONSTRAINT suspension_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
    `,
      'write',
    );
    const column = `DATETIME(3) NULL COMMENT 'opens nothing while it is set; asked with every session'`;
    await addColumn(runner, 'account', 'suspended_at', column);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'account', 'suspended_at');
    await dropTable(runner, 'suspension');
  }
}
