import type { Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../bytes';
import { toSql } from '../instants';
import { marks, type Sql } from '../sql';

/** Who wants to be told of the stages of a case. */
export class WatchRepository {
  constructor(private readonly sql: Sql) {}

  /** Watching what one watches already changes nothing. */
  async watch(caseId: Id<'case'>, person: Id<'person'>, at: number): Promise<void> {
    await this.sql.run(
      'INSERT INTO case_watch (case_id, person_id, since) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE since = since',
      [bytesOf(caseId), bytesOf(person), toSql(at)],
    );
  }

  async unwatch(caseId: Id<'case'>, person: Id<'person'>): Promise<void> {
    await this.sql.run('DELETE FROM case_watch WHERE case_id = ? AND person_id = ?', [
      bytesOf(caseId),
      bytesOf(person),
    ]);
  }

  /** Watchers who today hold one of the roles at one of the organisations: whoever has left a post is told no more. */
  async watchers(
    caseId: Id<'case'>,
    of: { organisations: Id<'organisation'>[]; roles: readonly string[] },
    today: string,
  ): Promise<Id<'person'>[]> {
    if (of.organisations.length === 0) return [];
    const rows = await this.sql.rows<{ person_id: Buffer }>(
      `SELECT w.person_id FROM case_watch w WHERE w.case_id = ? AND EXISTS (
         SELECT 1 FROM post p WHERE p.person_id = w.person_id AND p.organisation_id IN (${marks(of.organisations.length)})
           AND p.role IN (${marks(of.roles.length)}) AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?))`,
      [bytesOf(caseId), ...of.organisations.map(bytesOf), ...of.roles, today, today],
    );
    return rows.map((row) => idOf('person', row.person_id));
  }
}
