import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../migrating';

/** A limit that whoever asks sets for one request: kept with the row, since the programme only bounds it. */
export class LimitsOfRequests1764300000001 implements MigrationInterface {
  name = 'LimitsOfRequests1764300000001';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(
      runner,
      'deadline',
      'own_rule',
      "VARCHAR(400) NULL COMMENT 'canonical JSON of a limit of its own; null: the rule of the programme'",
    );
    await addColumn(runner, 'deadline', 'request_id', "BINARY(16) NULL COMMENT 'the request it is about'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'deadline', 'request_id');
    await dropColumn(runner, 'deadline', 'own_rule');
  }
}
