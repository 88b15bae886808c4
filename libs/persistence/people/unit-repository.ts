import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { OrganisationKind } from '../../contracts/posts';
import { bytesOf, bytesOrNull, idOf, idOrNull, newId } from '../bytes';
import type { Sql } from '../sql';

export interface Organisation {
  id: Id<'organisation'>;
  kind: OrganisationKind;
  code: string;
}

export interface Unit {
  id: Id<'unit'>;
  organisationId: Id<'organisation'>;
  parentId: Id<'unit'> | null;
  kind: 'department' | 'division';
  code: string;
  name: { zh: string; en: string };
  closedOn: LegalDate | null;
}

interface Row {
  id: Buffer;
  organisation_id: Buffer;
  parent_id: Buffer | null;
  kind: Unit['kind'];
  code: string;
  name_zh: string;
  name_en: string;
  closed_on: LegalDate | null;
}

/** Organisations and their units. An act that changes the units of an organisation locks its row first. */
export class UnitRepository {
  constructor(private readonly sql: Sql) {}

  async organisation(id: Id<'organisation'>, lock = false): Promise<Organisation | undefined> {
    const row = await this.sql.row<{ kind: OrganisationKind; code: string }>(
      `SELECT kind, code FROM organisation WHERE id = ?${lock ? ' FOR UPDATE' : ''}`,
      [bytesOf(id)],
    );
    return row && { id, ...row };
  }

  /** The first organisation of a kind, made where there is none. */
  async keepOrganisation(
    kind: OrganisationKind,
    wanted: { code: string; name: { zh: string; en: string } },
  ): Promise<Id<'organisation'>> {
    const row = await this.sql.row<{ id: Buffer }>('SELECT id FROM organisation WHERE kind = ? ORDER BY id LIMIT 1', [
      kind,
    ]);
    if (row) return idOf('organisation', row.id);
    const id = newId('organisation');
    await this.sql.insert('organisation', [
      { id: bytesOf(id), kind, code: wanted.code, name_zh: wanted.name.zh, name_en: wanted.name.en, province: null },
    ]);
    return id;
  }

  /** Throws the driver's ER_DUP_ENTRY where the code is another's (unique key). */
  async insertOrganisation(
    one: Organisation & { name: Unit['name']; province: string | null; parentId: Id<'organisation'> | null },
  ): Promise<void> {
    await this.sql.insert('organisation', [
      {
        id: bytesOf(one.id),
        kind: one.kind,
        code: one.code,
        name_zh: one.name.zh,
        name_en: one.name.en,
        province: one.province,
        parent_id: bytesOrNull(one.parentId),
      },
    ]);
  }

  async find(id: Id<'unit'>): Promise<Unit | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM unit WHERE id = ?', [bytesOf(id)]);
    return row && unitOf(row);
  }

  async ofOrganisation(id: Id<'organisation'>): Promise<Unit[]> {
    const rows = await this.sql.rows<Row>('SELECT * FROM unit WHERE organisation_id = ? ORDER BY code', [bytesOf(id)]);
    return rows.map(unitOf);
  }

  async insert(unit: Unit): Promise<void> {
    await this.sql.insert('unit', [
      {
        id: bytesOf(unit.id),
        organisation_id: bytesOf(unit.organisationId),
        parent_id: bytesOrNull(unit.parentId),
        kind: unit.kind,
        code: unit.code,
        name_zh: unit.name.zh,
        name_en: unit.name.en,
        closed_on: unit.closedOn,
      },
    ]);
  }

  async change(unit: Unit): Promise<void> {
    await this.sql.run('UPDATE unit SET parent_id = ?, kind = ?, name_zh = ?, name_en = ? WHERE id = ?', [
      bytesOrNull(unit.parentId),
      unit.kind,
      unit.name.zh,
      unit.name.en,
      bytesOf(unit.id),
    ]);
  }

  async close(id: Id<'unit'>, lastDay: string): Promise<void> {
    await this.sql.run('UPDATE unit SET closed_on = ? WHERE id = ?', [lastDay, bytesOf(id)]);
  }

  /** Whether a post or an open unit below it reaches beyond that day. */
  async inUseAfter(id: Id<'unit'>, lastDay: string): Promise<boolean> {
    const row = await this.sql.row<{ used: number }>(
      `SELECT EXISTS(SELECT 1 FROM post WHERE unit_id = ? AND (valid_to IS NULL OR valid_to > ?))
           OR EXISTS(SELECT 1 FROM unit WHERE parent_id = ? AND (closed_on IS NULL OR closed_on > ?)) AS used`,
      [bytesOf(id), lastDay, bytesOf(id), lastDay],
    );
    return row?.used === 1;
  }
}

const unitOf = (row: Row): Unit => ({
  id: idOf('unit', row.id),
  organisationId: idOf('organisation', row.organisation_id),
  parentId: idOrNull('unit', row.parent_id),
  kind: row.kind,
  code: row.code,
  name: { zh: row.name_zh, en: row.name_en },
  closedOn: row.closed_on,
});
