import type { PersonCard } from '../../contracts/api/people';
import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { superiors, type Actor, type OrganisationKind, type Role } from '../../contracts/posts';
import { entitled, offered } from '../../domain/people/entitlement';
import { superiorsAt, type Organised } from '../../domain/people/line';
import { bytesOf, idOf, idOrNull } from '../../persistence/bytes';
import { StaffRepository } from '../../persistence/people/staff-repository';
import { type Sql } from '../../persistence/sql';
import { peopleNamed } from './names';
import { unitOf } from './proposals';

type PostOfCard = PersonCard['posts'][number];

const managers: Partial<Record<OrganisationKind, Role>> = { province: 'provincial-manager', nhc: 'national-manager' };

interface PostRow {
  id: Buffer;
  role: Role;
  organisation_id: Buffer;
  kind: OrganisationKind;
  org_zh: string;
  org_en: string;
  unit_id: Buffer | null;
  unit_zh: string | null;
  unit_en: string | null;
  pool: string | null;
  valid_from: string;
  valid_to: string | null;
}

/** Posts that were, are and will be, those of today with the line of superiors and with who stands in. */
export async function postsOf(
  sql: Sql,
  actor: Actor,
  person: Id<'person'>,
  today: LegalDate,
): Promise<PersonCard['posts']> {
  const rows = await sql.rows<PostRow>(
    `SELECT p.id, p.role, p.organisation_id, o.kind, o.name_zh AS org_zh, o.name_en AS org_en, p.unit_id,
            u.name_zh AS unit_zh, u.name_en AS unit_en, p.pool, p.valid_from, p.valid_to
     FROM post p JOIN organisation o ON o.id = p.organisation_id LEFT JOIN unit u ON u.id = p.unit_id
     WHERE p.person_id = ? ORDER BY p.id`,
    [bytesOf(person)],
  );
  const end = entitled(actor, 'end-post', null);
  const posts: PersonCard['posts'] = [];
  for (const row of rows) {
    const over = row.valid_to !== null && row.valid_to < today;
    const held = row.valid_from <= today && !over;
    posts.push({
      id: idOf('post', row.id),
      organisation: { id: idOf('organisation', row.organisation_id), name: { zh: row.org_zh, en: row.org_en } },
      role: row.role,
      unit: unitOf(row),
      pool: row.pool,
      from: row.valid_from,
      to: row.valid_to,
      held,
      when: held ? 'now' : over ? 'past' : 'coming',
      superiors: held ? await lineOf(sql, person, row, today) : [],
      deputies: held ? await deputiesOf(sql, idOf('post', row.id), today) : [],
      allowedActions: over ? [] : offered([['end', end]]),
    });
  }
  return posts;
}

/** Whoever is above at each level, lowest first; a level nobody holds is left out. */
async function lineOf(
  sql: Sql,
  person: Id<'person'>,
  row: PostRow,
  today: LegalDate,
): Promise<PostOfCard['superiors']> {
  const staff = new StaffRepository(sql);
  const organisation = idOf('organisation', row.organisation_id);
  const manager = managers[row.kind] ?? null;
  const organised: Organised = {
    units: await staff.units(organisation, today),
    posts: await staff.holding(organisation, [...superiors, ...(manager ? [manager] : [])], today),
    manager,
  };
  const unit = idOrNull('unit', row.unit_id);
  const line: { level: PostOfCard['superiors'][number]['level']; people: Id<'person'>[] }[] = [];
  for (const level of superiors) {
    const { people, post } = superiorsAt(level, unit, organised, [person]);
    if (post !== null && people.length > 0 && !line.some((one) => one.level === post))
      line.push({ level: post, people });
  }
  const names = await peopleNamed(
    sql,
    line.flatMap((one) => one.people),
  );
  return line.map(({ level, people }) => ({
    level,
    people: people.map(names),
  }));
}

/** Who stands in for the post, now or later. */
async function deputiesOf(sql: Sql, post: Id<'post'>, today: LegalDate): Promise<PostOfCard['deputies']> {
  const rows = await sql.rows<{
    deputy_person: Buffer;
    name_zh: string;
    name_en: string;
    valid_from: string;
    valid_to: string;
  }>(
    `SELECT d.deputy_person, n.name_zh, n.name_en, d.valid_from, d.valid_to
     FROM deputy d JOIN person n ON n.id = d.deputy_person LEFT JOIN deputy_revocation r ON r.deputy_id = d.id
     WHERE d.principal_post = ? AND d.valid_to >= ? AND r.deputy_id IS NULL ORDER BY d.valid_from`,
    [bytesOf(post), today],
  );
  return rows.map((row) => ({
    deputy: { id: idOf('person', row.deputy_person), name: { zh: row.name_zh, en: row.name_en } },
    from: row.valid_from,
    to: row.valid_to,
  }));
}
