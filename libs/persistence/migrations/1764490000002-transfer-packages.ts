import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable } from '../migrating';

/** 移交包: the signed file of a decision as it went to the archive, one for each file or supplement that was accepted. */
export class TransferPackages1764490000002 implements MigrationInterface {
  name = 'TransferPackages1764490000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'transfer_package',
      `
      archive_file_id BINARY(16) NOT NULL,
      sha256 BINARY(32) NOT NULL,
      size BIGINT NOT NULL,
      path VARCHAR(200) NOT NULL COMMENT 'random name below the files folder',
      key_id VARCHAR(16) NOT NULL COMMENT 'what it is signed with: there is none without a signature',
      as_of DATETIME(3) NOT NULL COMMENT 'legal instant of the last event that is in it',
      made_at DATETIME(3) NOT NULL COMMENT 'machine time',
      PRIMARY KEY (archive_file_id) COMMENT 'made once; of two workers one counts',
      UNIQUE KEY transfer_package_path (path) COMMENT 'sweeping: a file that is named stays',
      CONSTRAINT transfer_package_file_fk FOREIGN KEY (archive_file_id) REFERENCES archive_file (id)
    `,
      'append',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTable(runner, 'transfer_package');
  }
}
