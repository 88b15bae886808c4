import type { Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../bytes';
import { toSql } from '../instants';
import { marks, type Sql } from '../sql';

export type PanelLevel = 'province' | 'nation';

export interface Seat {
  id: Id<'seat'>;
  personId: Id<'person'>;
  postId: Id<'post'>;
  lead: boolean;
}

export interface Expert {
  personId: Id<'person'>;
  postId: Id<'post'>;
  organisationId: Id<'organisation'>;
}

export class PanelRepository {
  constructor(private readonly sql: Sql) {}

  /** Seats now held at that level, the lead first. */
  async seats(caseId: Id<'case'>, level: PanelLevel): Promise<Seat[]> {
    const rows = await this.sql.rows<{ id: Buffer; person_id: Buffer; post_id: Buffer; is_lead: number }>(
      `SELECT s.id, s.person_id, s.post_id, s.is_lead FROM panel p JOIN seat s ON s.panel_id = p.id AND s.left_at IS NULL
       WHERE p.case_id = ? AND p.level = ? ORDER BY s.is_lead DESC, s.id`,
      [bytesOf(caseId), level],
    );
    return rows.map((row) => ({
      id: idOf('seat', row.id),
      personId: idOf('person', row.person_id),
      postId: idOf('post', row.post_id),
      lead: row.is_lead === 1,
    }));
  }

  /** Experts of a pool among those asked for, without the applicant's own people and those on the other level's panel. */
  async eligible(
    pool: string,
    personIds: Id<'person'>[],
    barred: { caseId: Id<'case'>; applicantId: Id<'organisation'>; otherLevel: PanelLevel },
    today: string,
  ): Promise<Expert[]> {
    if (personIds.length === 0) return [];
    const rows = await this.sql.rows<{ person_id: Buffer; id: Buffer; organisation_id: Buffer }>(
      `SELECT x.person_id, x.id, x.organisation_id FROM post x
       WHERE x.role = 'expert' AND x.pool = ? AND x.person_id IN (${marks(personIds.length)})
         AND x.valid_from <= ? AND (x.valid_to IS NULL OR x.valid_to >= ?)
         AND NOT EXISTS (SELECT 1 FROM post e WHERE e.person_id = x.person_id AND e.organisation_id = ?)
         AND NOT EXISTS (SELECT 1 FROM panel p JOIN seat s ON s.panel_id = p.id AND s.left_at IS NULL
                         WHERE p.case_id = ? AND p.level = ? AND s.person_id = x.person_id)`,
      [
        pool,
        ...personIds.map(bytesOf),
        today,
        today,
        bytesOf(barred.applicantId),
        bytesOf(barred.caseId),
        barred.otherLevel,
      ],
    );
    return rows.map((row) => ({
      personId: idOf('person', row.person_id),
      postId: idOf('post', row.id),
      organisationId: idOf('organisation', row.organisation_id),
    }));
  }

  /** Seats a panel anew; who sat before leaves. */
  async seat(caseId: Id<'case'>, level: PanelLevel, panelId: Id<'panel'>, seats: Seat[], at: number): Promise<void> {
    await this.sql.run(
      'INSERT INTO panel (id, case_id, level, formed_at) VALUES (?,?,?,?) ON DUPLICATE KEY UPDATE formed_at = VALUES(formed_at)',
      [bytesOf(panelId), bytesOf(caseId), level, toSql(at)],
    );
    const panel = await this.sql.row<{ id: Buffer }>('SELECT id FROM panel WHERE case_id = ? AND level = ?', [
      bytesOf(caseId),
      level,
    ]);
    if (!panel) throw new Error('the panel just formed is not there');
    await this.sql.run('UPDATE seat SET left_at = ? WHERE panel_id = ? AND left_at IS NULL', [toSql(at), panel.id]);
    await this.sql.insert(
      'seat',
      seats.map((seat) => ({
        id: bytesOf(seat.id),
        panel_id: panel.id,
        person_id: bytesOf(seat.personId),
        post_id: bytesOf(seat.postId),
        is_lead: seat.lead,
      })),
    );
  }
}
