import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import { bytesOf, bytesOrNull, idOf, newId } from '../bytes';
import { canonicalText } from '../events/chain';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface NewNotification {
  personId: Id<'person'>;
  /** Null where it is about no case. */
  caseId: Id<'case'> | null;
  code: string;
  params: Record<string, string | number | null | Words>;
  at: number;
  /** The rung that told it. */
  rung?: { deadlineId: Id<'deadline'>; id: string };
}

export class NotificationRepository {
  constructor(private readonly sql: Sql) {}

  async add(notifications: NewNotification[]): Promise<void> {
    await this.sql.insert(
      'notification',
      notifications.map((one) => ({
        id: bytesOf(newId('notification')),
        person_id: bytesOf(one.personId),
        case_id: bytesOrNull(one.caseId),
        code: one.code,
        params: canonicalText(one.params),
        at: toSql(one.at),
        deadline_id: bytesOrNull(one.rung?.deadlineId),
        rung: one.rung?.id ?? null,
      })),
    );
  }

  /** Everybody who holds one of the posts on that day, and who stands in for all of such a post. */
  async holders(posts: { organisationId: Id<'organisation'>; role: string }[], today: string): Promise<Id<'person'>[]> {
    if (posts.length === 0) return [];
    const held = `(${posts.map(() => '(p.organisation_id = ? AND p.role = ?)').join(' OR ')})
         AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)`;
    const params = [...posts.flatMap((post) => [bytesOf(post.organisationId), post.role]), today, today];
    const rows = await this.sql.rows<{ person_id: Buffer }>(
      `SELECT p.person_id FROM post p WHERE ${held}
       UNION SELECT d.deputy_person FROM post p JOIN deputy d ON d.principal_post = p.id AND d.scope = 'post'
         AND d.valid_from <= ? AND d.valid_to >= ?
       WHERE ${held} AND NOT EXISTS (SELECT 1 FROM deputy_revocation x WHERE x.deputy_id = d.id)`,
      [...params, today, today, ...params],
    );
    return rows.map((row) => idOf('person', row.person_id));
  }
}
