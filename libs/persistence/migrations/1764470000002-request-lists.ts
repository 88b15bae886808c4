import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addKey, dropKey } from '../migrating';

/** The two lists of requests with those that have ended, page by page, whatever their number. */
export class RequestLists1764470000002 implements MigrationInterface {
  name = 'RequestLists1764470000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const side of ['to', 'from'])
      await addKey(
        runner,
        'document_request',
        `document_request_${side}_all`,
        `(${side}_organisation, ${side}_body, due_on, id)`,
        'the list by due date with what has ended: a page reads a page',
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const side of ['to', 'from']) await dropKey(runner, 'document_request', `document_request_${side}_all`);
  }
}
