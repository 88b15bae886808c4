import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addKey, dropColumn, dropKey } from '../migrating';

/** Who owes a limit, beside it: the overdue list of a body is one range of an index, however many cases are open. */
export class OverdueLists1764340000020 implements MigrationInterface {
  name = 'OverdueLists1764340000020';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(
      runner,
      'deadline',
      'organisation_id',
      "BINARY(16) NULL COMMENT 'that owes it: the organisation of its body in the case'",
    );
    await runner.query(
      `UPDATE deadline d JOIN case_file c ON c.id = d.case_id SET d.organisation_id =
         CASE d.body WHEN 'hospital' THEN c.applicant_id WHEN 'province' THEN c.province_id ELSE c.nation_id END
       WHERE d.organisation_id IS NULL`,
    );
    await addKey(
      runner,
      'deadline',
      'deadline_desk',
      '(organisation_id, kind, closed_at, due_at, id)',
      'overdue and due soon, by who owes it',
    );
    await addKey(
      runner,
      'deadline',
      'deadline_body',
      '(body, kind, closed_at, due_at, id)',
      'commitments of all organisations of a body',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropKey(runner, 'deadline', 'deadline_body');
    await dropKey(runner, 'deadline', 'deadline_desk');
    await dropColumn(runner, 'deadline', 'organisation_id');
  }
}
