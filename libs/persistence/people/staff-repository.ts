import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Role } from '../../contracts/posts';
import { bytesOf, idOf, idOrNull } from '../bytes';
import { marks, type Sql } from '../sql';

export interface HeldPost {
  personId: Id<'person'>;
  role: Role;
  unitId: Id<'unit'> | null;
}

export interface OpenUnit {
  id: Id<'unit'>;
  kind: 'department' | 'division';
  parentId: Id<'unit'> | null;
}

/** Who works where on a day: posts, units and leave of one organisation. */
export class StaffRepository {
  constructor(private readonly sql: Sql) {}

  /** Posts of these roles held on the day, in a fixed order. */
  async holding(organisation: Id<'organisation'>, roles: readonly Role[], today: LegalDate): Promise<HeldPost[]> {
    if (roles.length === 0) return [];
    const rows = await this.sql.rows<{ person_id: Buffer; role: Role; unit_id: Buffer | null }>(
      `SELECT person_id, role, unit_id FROM post
       WHERE organisation_id = ? AND role IN (${marks(roles.length)}) AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)
       ORDER BY id`,
      [bytesOf(organisation), ...roles, today, today],
    );
    return rows.map((row) => ({
      personId: idOf('person', row.person_id),
      role: row.role,
      unitId: idOrNull('unit', row.unit_id),
    }));
  }

  /** Units of the organisation that are not closed on the day. */
  async units(organisation: Id<'organisation'>, today: LegalDate): Promise<OpenUnit[]> {
    const rows = await this.sql.rows<{ id: Buffer; kind: OpenUnit['kind']; parent_id: Buffer | null }>(
      'SELECT id, kind, parent_id FROM unit WHERE organisation_id = ? AND (closed_on IS NULL OR closed_on >= ?)',
      [bytesOf(organisation), today],
    );
    return rows.map((row) => ({
      id: idOf('unit', row.id),
      kind: row.kind,
      parentId: idOrNull('unit', row.parent_id),
    }));
  }

  /** Of tasks that somebody holds: the unit of the post they took it through. */
  async unitsOfHolders(tasks: readonly Id<'task'>[]): Promise<Map<Id<'task'>, Id<'unit'> | null>> {
    if (tasks.length === 0) return new Map();
    const rows = await this.sql.rows<{ id: Buffer; unit_id: Buffer | null }>(
      `SELECT t.id, p.unit_id FROM task t JOIN post p ON p.id = t.holder_post_id WHERE t.id IN (${marks(tasks.length)})`,
      tasks.map(bytesOf),
    );
    return new Map(rows.map((row) => [idOf('task', row.id), idOrNull('unit', row.unit_id)]));
  }

  /** Who of these people is on leave on the day. */
  async away(people: readonly Id<'person'>[], today: LegalDate): Promise<Id<'person'>[]> {
    if (people.length === 0) return [];
    const rows = await this.sql.rows<{ person_id: Buffer }>(
      `SELECT DISTINCT person_id FROM absence
       WHERE person_id IN (${marks(people.length)}) AND first_day <= ? AND last_day >= ? AND cancelled_at IS NULL
       UNION SELECT person_id FROM suspension WHERE person_id IN (${marks(people.length)}) AND reinstated_at IS NULL`,
      [...people.map(bytesOf), today, today, ...people.map(bytesOf)],
    );
    return rows.map((row) => idOf('person', row.person_id));
  }
}
