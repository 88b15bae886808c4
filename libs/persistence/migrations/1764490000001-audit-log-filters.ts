import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addKey, dropColumn, dropKey } from '../migrating';

const fact = (path: string): string => `JSON_UNQUOTE(JSON_EXTRACT(payload, '$.${path}'))`;
/** A JSON null is the word of it once it is unquoted. */
const known = (path: string): string => `NULLIF(${fact(path)}, 'null')`;

/** Keys that auditors ask the log by: each pages in the order in which it is shown. */
const logKeys = {
  system_event_type: { columns: '(type, at, chain, seq)', why: 'the log by kind or type' },
  system_event_actor: { columns: '(actor, at, chain, seq)', why: 'the log of a person' },
  system_event_actor_type: { columns: '(actor, type, at, chain, seq)', why: 'the log of a person, by kind or type' },
  system_event_subject: { columns: '(subject, type, at, chain, seq)', why: 'what the log says of a case, by kind' },
} as const;

/**
 * Who acted and which case it was about, for the filters of the log. Generated of the payload by the server: nobody can
 * set them to anything else, and they need no hash of their own.
 */
export class AuditLogFilters1764490000001 implements MigrationInterface {
  name = 'AuditLogFilters1764490000001';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(
      runner,
      'system_event',
      'actor',
      `VARCHAR(48) COLLATE utf8mb4_bin GENERATED ALWAYS AS (${known('actor.person')}) STORED COMMENT 'id of the person who acted'`,
    );
    await addColumn(
      runner,
      'system_event',
      'subject',
      `VARCHAR(48) COLLATE utf8mb4_bin GENERATED ALWAYS AS (COALESCE(${known('caseId')}, ${known('case')}, ${known('ids.id')})) STORED COMMENT 'id of the case it was about, or of what else a route named'`,
    );
    for (const [key, { columns, why }] of Object.entries(logKeys))
      await addKey(runner, 'system_event', key, columns, why);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const key of Object.keys(logKeys)) await dropKey(runner, 'system_event', key);
    await dropColumn(runner, 'system_event', 'subject');
    await dropColumn(runner, 'system_event', 'actor');
  }
}
