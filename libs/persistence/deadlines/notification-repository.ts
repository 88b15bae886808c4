import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import { bytesOf, bytesOrNull, idOf, newId } from '../bytes';
import { canonicalText } from '../events/chain';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface NewNotification {
  personId: Id<'person'>;
  caseId: Id<'case'>;
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
        case_id: bytesOf(one.caseId),
        code: one.code,
        params: canonicalText(one.params),
        at: toSql(one.at),
        deadline_id: bytesOrNull(one.rung?.deadlineId),
        rung: one.rung?.id ?? null,
      })),
    );
  }

  /** Everybody who holds one of the posts on that day. */
  async holders(posts: { organisationId: Id<'organisation'>; role: string }[], today: string): Promise<Id<'person'>[]> {
    if (posts.length === 0) return [];
    const rows = await this.sql.rows<{ person_id: Buffer }>(
      `SELECT DISTINCT person_id FROM post
       WHERE (${posts.map(() => '(organisation_id = ? AND role = ?)').join(' OR ')})
         AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)`,
      [...posts.flatMap((post) => [bytesOf(post.organisationId), post.role]), today, today],
    );
    return rows.map((row) => idOf('person', row.person_id));
  }
}
