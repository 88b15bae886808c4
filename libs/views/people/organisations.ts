import type { OrganisationTree, PeopleList, UnitList } from '../../contracts/api/people';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, OrganisationKind, Role } from '../../contracts/posts';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { managedPosts } from '../../domain/people/administering';
import { entitled, offered } from '../../domain/people/entitlement';
import { bytesOf, idOf, idOrNull } from '../../persistence/bytes';
import { StaffRepository } from '../../persistence/people/staff-repository';
import { UnitRepository } from '../../persistence/people/unit-repository';
import { marks, type Sql } from '../../persistence/sql';
import { decodeCursor, encodeCursor, hexId, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';

/** The legal date of now, for what is read outside a case. */
export async function readToday(room: ReadingRoom, sql: Sql) {
  const row = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
  return legalDateOf(room.legalNow(row?.offset_ms ?? 0), { zone: 'Asia/Shanghai' });
}

/** Whose people a reader knows: everybody's (null), or those of the organisations they manage. Refused: not-entitled. */
export function organisationsRead(actor: Actor): Id<'organisation'>[] | null {
  if (entitled(actor, 'read-people', { organisationId: null }).allowed) return null;
  const managed = [...new Set(managedPosts(actor).map((post) => post.organisationId))].filter(
    (organisationId) => entitled(actor, 'read-people', { organisationId }).allowed,
  );
  if (managed.length === 0) throw new Refused('not-entitled');
  return managed;
}

/** Refused: not-entitled, not-found (another's organisation, to whoever knows of their own alone). */
async function requireRead(sql: Sql, actor: Actor, id: Id<'organisation'>): Promise<void> {
  const read = organisationsRead(actor);
  if (read?.includes(id) === false || !(await new UnitRepository(sql).organisation(id))) throw new Refused('not-found');
}

/**
 * Every body with its parent and how many people hold a post there today; to managers their own alone. Refused:
 * not-entitled.
 */
export async function readOrganisations(room: ReadingRoom, actor: Actor): Promise<OrganisationTree> {
  const read = organisationsRead(actor);
  return room.database.read(async (sql) => {
    const today = await readToday(room, sql);
    const rows = await sql.rows<{
      id: Buffer;
      code: string;
      kind: OrganisationKind;
      name_zh: string;
      name_en: string;
      province: string | null;
      parent_id: Buffer | null;
      people: number | string;
    }>(
      `SELECT o.id, o.code, o.kind, o.name_zh, o.name_en, o.province, o.parent_id,
              (SELECT COUNT(DISTINCT p.person_id) FROM post p
               WHERE p.organisation_id = o.id AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)) AS people
       FROM organisation o ${read ? `WHERE o.id IN (${marks(read.length)})` : ''}
       ORDER BY o.province IS NOT NULL, o.province, o.id`,
      [today, today, ...(read ?? []).map(bytesOf)],
    );
    return {
      items: rows.map((row) => ({
        id: idOf('organisation', row.id),
        code: row.code,
        kind: row.kind,
        name: { zh: row.name_zh, en: row.name_en },
        province: row.province,
        parentId: idOrNull('organisation', row.parent_id),
        people: Number(row.people),
      })),
      allowedActions: offered([
        ['organise', entitled(actor, 'organise', null)],
        ['proposals', entitled(actor, 'read-people', { organisationId: null })],
        ['imports', entitled(actor, 'read-people', { organisationId: null })],
        ['services', entitled(actor, 'read-accounts', null)],
      ]),
    };
  });
}

/** Units of an organisation, closed ones too. Refused: not-entitled, not-found. */
export function readUnits(room: ReadingRoom, actor: Actor, id: Id<'organisation'>): Promise<UnitList> {
  return room.database.read(async (sql) => {
    await requireRead(sql, actor, id);
    const items = await new UnitRepository(sql).ofOrganisation(id);
    return {
      items: items.map(({ id: unit, code, kind, name, parentId, closedOn }) => ({
        id: unit,
        code,
        kind,
        name,
        parentId,
        closedOn,
      })),
    };
  });
}

interface PersonAtOrganisation {
  id: Buffer;
  name_zh: string;
  name_en: string;
}

/** People who hold a post at an organisation today, in the order they were added. Refused: not-entitled, not-found. */
export function readPeople(
  room: ReadingRoom,
  actor: Actor,
  id: Id<'organisation'>,
  query: { limit: number; after?: string; unit?: Id<'unit'> },
): Promise<PeopleList> {
  return room.database.read(async (sql) => {
    await requireRead(sql, actor, id);
    const today = await readToday(room, sql);
    const after = query.after === undefined ? null : Buffer.from(decodeCursor(query.after, [hexId])[0] ?? '', 'hex');
    const rows = await sql.rows<PersonAtOrganisation>(
      `SELECT DISTINCT n.id, n.name_zh, n.name_en FROM post p JOIN person n ON n.id = p.person_id
       WHERE p.organisation_id = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)
         ${query.unit ? 'AND p.unit_id = ?' : ''} ${after ? 'AND p.person_id > ?' : ''}
       ORDER BY n.id LIMIT ${String(query.limit + 1)}`,
      [bytesOf(id), today, today, ...(query.unit ? [bytesOf(query.unit)] : []), ...(after ? [after] : [])],
    );
    const people = rows.map((row) => idOf('person', row.id));
    const posts = await postsAt(sql, id, people, today);
    const away = new Set(await new StaffRepository(sql).away(people, today));
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.id.toString('hex')]),
      (row) => {
        const person = idOf('person', row.id);
        return {
          id: person,
          name: { zh: row.name_zh, en: row.name_en },
          posts: posts.get(person) ?? [],
          away: away.has(person),
        };
      },
    );
  });
}

async function postsAt(sql: Sql, organisation: Id<'organisation'>, people: Id<'person'>[], today: string) {
  const found = new Map<Id<'person'>, PeopleList['items'][number]['posts']>();
  if (people.length === 0) return found;
  const rows = await sql.rows<{
    id: Buffer;
    person_id: Buffer;
    role: Role;
    unit_zh: string | null;
    unit_en: string | null;
  }>(
    `SELECT p.id, p.person_id, p.role, u.name_zh AS unit_zh, u.name_en AS unit_en
     FROM post p LEFT JOIN unit u ON u.id = p.unit_id
     WHERE p.organisation_id = ? AND p.person_id IN (${marks(people.length)})
       AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?) ORDER BY p.id`,
    [bytesOf(organisation), ...people.map(bytesOf), today, today],
  );
  for (const row of rows) {
    const person = idOf('person', row.person_id);
    const unit = row.unit_zh === null ? null : { zh: row.unit_zh, en: row.unit_en ?? '' };
    found.set(person, [...(found.get(person) ?? []), { id: idOf('post', row.id), role: row.role, unit }]);
  }
  return found;
}
