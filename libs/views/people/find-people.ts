import type { FindPeopleQuery, FoundPeople } from '../../contracts/api/people';
import type { Id } from '../../contracts/ids';
import type { Actor, Role } from '../../contracts/posts';
import { bytesOf, idOf } from '../../persistence/bytes';
import { StaffRepository } from '../../persistence/people/staff-repository';
import { marks, type Sql, type Value } from '../../persistence/sql';
import { decodeCursor, encodeCursor, hexId, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';
import { organisationsRead, readToday } from './organisations';
import { unitOf } from './proposals';

type Found = FoundPeople['items'][number];
const standing = 'p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)';

/**
 * People by a part of their name in either language, the beginning of their staff number or user name, in the order they
 * were added; `idle`: those who hold no post today. Managers find whoever holds a post at their own body. Refused:
 * not-entitled.
 */
export async function findPeople(room: ReadingRoom, actor: Actor, query: FindPeopleQuery): Promise<FoundPeople> {
  const read = organisationsRead(actor);
  return room.database.read(async (sql) => {
    const today = await readToday(room, sql);
    const { where, params } = conditions(query, read, today);
    const rows = await sql.rows<{ id: Buffer; name_zh: string; name_en: string; code: string | null }>(
      `SELECT n.id, n.name_zh, n.name_en, n.code FROM person n ${where} ORDER BY n.id LIMIT ${String(query.limit + 1)}`,
      params,
    );
    const ids = rows.map((row) => idOf('person', row.id));
    const posts = await postsOn(sql, ids, read, today);
    const away = new Set(await new StaffRepository(sql).away(ids, today));
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.id.toString('hex')]),
      (row) => {
        const id = idOf('person', row.id);
        const name = { zh: row.name_zh, en: row.name_en };
        return { id, name, code: row.code, posts: posts.get(id) ?? [], away: away.has(id) };
      },
    );
  });
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

function conditions(
  { q, idle, after }: FindPeopleQuery,
  read: Id<'organisation'>[] | null,
  today: string,
): { where: string; params: Value[] } {
  const parts: string[] = [];
  const params: Value[] = [];
  if (q !== undefined) {
    const text = escaped(q.trim());
    parts.push(
      `(n.name_zh LIKE ? OR n.name_en LIKE ? OR n.code LIKE ?
        OR n.id IN (SELECT a.person_id FROM account a WHERE a.username LIKE ?))`,
    );
    params.push(`%${text}%`, `%${text}%`, `${text}%`, `${text}%`);
  }
  if (read) {
    parts.push(
      `n.id IN (SELECT p.person_id FROM post p WHERE p.organisation_id IN (${marks(read.length)}) AND ${standing})`,
    );
    params.push(...read.map(bytesOf), today, today);
  }
  if (idle) {
    parts.push(`NOT EXISTS (SELECT 1 FROM post p WHERE p.person_id = n.id AND ${standing})`);
    params.push(today, today);
  }
  if (after !== undefined) {
    parts.push('n.id > ?');
    params.push(Buffer.from(decodeCursor(after, [hexId])[0] ?? '', 'hex'));
  }
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, params };
}

/** Posts of today, to managers those at their own body alone. */
async function postsOn(
  sql: Sql,
  people: readonly Id<'person'>[],
  read: Id<'organisation'>[] | null,
  today: string,
): Promise<Map<Id<'person'>, Found['posts']>> {
  const found = new Map<Id<'person'>, Found['posts']>();
  if (people.length === 0) return found;
  const rows = await sql.rows<{
    id: Buffer;
    person_id: Buffer;
    role: Role;
    organisation_id: Buffer;
    org_zh: string;
    org_en: string;
    unit_zh: string | null;
    unit_en: string | null;
  }>(
    `SELECT p.id, p.person_id, p.role, p.organisation_id, o.name_zh AS org_zh, o.name_en AS org_en,
            u.name_zh AS unit_zh, u.name_en AS unit_en
     FROM post p JOIN organisation o ON o.id = p.organisation_id LEFT JOIN unit u ON u.id = p.unit_id
     WHERE p.person_id IN (${marks(people.length)}) AND ${standing}
       ${read ? `AND p.organisation_id IN (${marks(read.length)})` : ''} ORDER BY p.id`,
    [...people.map(bytesOf), today, today, ...(read ?? []).map(bytesOf)],
  );
  for (const row of rows) {
    const person = idOf('person', row.person_id);
    const organisation = {
      id: idOf('organisation', row.organisation_id),
      name: { zh: row.org_zh, en: row.org_en },
    };
    const post = { id: idOf('post', row.id), role: row.role, organisation, unit: unitOf(row) };
    found.set(person, [...(found.get(person) ?? []), post]);
  }
  return found;
}
