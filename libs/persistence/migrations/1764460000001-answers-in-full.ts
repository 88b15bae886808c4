import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../migrating';

/**
 * Which version of a document an answer hands in: what is submitted stays what it was when the document gets another.
 * Of the proposals of experts: the item a draft made of one, and why one was declined.
 */
export class AnswersInFull1764460000001 implements MigrationInterface {
  name = 'AnswersInFull1764460000001';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(
      runner,
      'request_answer_file',
      'version',
      "INT NULL COMMENT 'of the document as it was saved; null for answers saved before this was kept'",
    );
    await runner.query(
      `UPDATE request_answer_file f JOIN document d ON d.id = f.document_id SET f.version = d.version
       WHERE f.version IS NULL`,
    );
    await addColumn(runner, 'item_proposal', 'merged_no', "SMALLINT NULL COMMENT 'number of the item in merged_into'");
    await addColumn(runner, 'item_proposal', 'declined_by', "BINARY(16) NULL COMMENT 'person'");
    await addColumn(runner, 'item_proposal', 'declined_at', 'DATETIME(3) NULL');
    await addColumn(
      runner,
      'item_proposal',
      'decline_reason',
      "LONGTEXT NULL COMMENT 'inside the body; told to nobody outside it'",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['merged_no', 'declined_by', 'declined_at', 'decline_reason'])
      await dropColumn(runner, 'item_proposal', column);
    await dropColumn(runner, 'request_answer_file', 'version');
  }
}
