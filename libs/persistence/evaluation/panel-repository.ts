import type { Id } from '../../contracts/ids';
import { bytesOf, idOf, newId } from '../bytes';
import { toSql } from '../instants';
import { marks, type Sql, type Value } from '../sql';

export type PanelLevel = 'province' | 'nation';

export interface Seat {
  id: Id<'seat'>;
  personId: Id<'person'>;
  lead: boolean;
}

/** Who is kept from a panel: the applicant's own people, and those on the other level's panel of the case. */
export interface Barred {
  caseId: Id<'case'>;
  applicantId: Id<'organisation'>;
  otherLevel: PanelLevel;
}

export class PanelRepository {
  constructor(private readonly sql: Sql) {}

  /** Seats now held at that level, the lead first. */
  async seats(caseId: Id<'case'>, level: PanelLevel): Promise<Seat[]> {
    const rows = await this.sql.rows<{ id: Buffer; person_id: Buffer; is_lead: number }>(
      `SELECT s.id, s.person_id, s.is_lead FROM panel p JOIN seat s ON s.panel_id = p.id AND s.left_at IS NULL
       WHERE p.case_id = ? AND p.level = ? ORDER BY s.is_lead DESC, s.id`,
      [bytesOf(caseId), level],
    );
    return rows.map((row) => ({
      id: idOf('seat', row.id),
      personId: idOf('person', row.person_id),
      lead: row.is_lead === 1,
    }));
  }

  /** Experts of a pool among those asked for who may sit on the panel. */
  async eligible(pool: string, personIds: Id<'person'>[], barred: Barred, today: string): Promise<Id<'person'>[]> {
    if (personIds.length === 0) return [];
    const rows = await this.sql.rows<{ person_id: Buffer }>(
      `SELECT DISTINCT x.person_id FROM post x WHERE x.person_id IN (${marks(personIds.length)}) AND ${maySit}`,
      [...personIds.map(bytesOf), ...maySitParams(pool, barred, today)],
    );
    return rows.map((row) => idOf('person', row.person_id));
  }

  /** The case's panel of that level, once for all its rounds. */
  async make(caseId: Id<'case'>, level: PanelLevel, at: number): Promise<void> {
    await this.sql.run(
      'INSERT INTO panel (id, case_id, level, formed_at) VALUES (?,?,?,?) ON DUPLICATE KEY UPDATE formed_at = VALUES(formed_at)',
      [bytesOf(newId('panel')), bytesOf(caseId), level, toSql(at)],
    );
  }

  /** Everybody leaves the panel; it is formed anew at that instant. */
  async leave(caseId: Id<'case'>, level: PanelLevel, at: number): Promise<void> {
    await this.sql.run(
      `UPDATE panel p LEFT JOIN seat s ON s.panel_id = p.id AND s.left_at IS NULL
       SET p.formed_at = ?, s.left_at = ? WHERE p.case_id = ? AND p.level = ?`,
      [toSql(at), toSql(at), bytesOf(caseId), level],
    );
  }

  /** Seats those of the named who may sit; answers how many that were. The check and the seating are one statement. */
  async seat(
    caseId: Id<'case'>,
    level: PanelLevel,
    named: Seat[],
    rule: { pool: string; barred: Barred; today: string },
  ): Promise<number> {
    const given = named.map(() => 'SELECT ? AS id, ? AS person_id, ? AS is_lead').join(' UNION ALL ');
    return this.sql.run(
      `INSERT INTO seat (id, panel_id, person_id, post_id, is_lead)
       SELECT n.id, p.id, n.person_id, MIN(x.id), n.is_lead FROM (${given}) n
       JOIN post x ON x.person_id = n.person_id JOIN panel p ON p.case_id = ? AND p.level = ?
       WHERE ${maySit} GROUP BY n.id, p.id, n.person_id, n.is_lead`,
      [
        ...named.flatMap((seat) => [bytesOf(seat.id), bytesOf(seat.personId), seat.lead]),
        bytesOf(caseId),
        level,
        ...maySitParams(rule.pool, rule.barred, rule.today),
      ],
    );
  }
}

/** Holds an expert's post of the pool, is not of the applicant, does not sit on the other level's panel. */
const maySit = `x.role = 'expert' AND x.pool = ? AND x.valid_from <= ? AND (x.valid_to IS NULL OR x.valid_to >= ?)
  AND NOT EXISTS (SELECT 1 FROM post e WHERE e.person_id = x.person_id AND e.organisation_id = ?)
  AND NOT EXISTS (SELECT 1 FROM panel o JOIN seat t ON t.panel_id = o.id AND t.left_at IS NULL
                  WHERE o.case_id = ? AND o.level = ? AND t.person_id = x.person_id)`;

const maySitParams = (pool: string, barred: Barred, today: string): Value[] => [
  pool,
  today,
  today,
  bytesOf(barred.applicantId),
  bytesOf(barred.caseId),
  barred.otherLevel,
];
