import { hash } from '@node-rs/argon2';
import type { Training } from '../../contracts/reference';
import { bytesOf, bytesOrNull, idOf, newId } from '../../persistence/bytes';
import type { Sql } from '../../persistence/sql';

/** Printed on the sign-in page of a training stack; production refuses to start with such accounts. */
export const trainingPassword = 'training-2026';

const beginning = '2004-01-01';

/** Fictional bodies, role-word people, their posts and accounts. What is there already stays. */
export async function seedTraining(sql: Sql, training: Training): Promise<void> {
  const known = await sql.row<{ id: Buffer }>('SELECT id FROM account WHERE training = 1 LIMIT 1');
  if (known) return;
  const organisations = new Map<string, string>();
  const units = new Map<string, string>();
  for (const organisation of training.organisations) {
    const parent = organisations.get(organisation.parent ?? '') ?? null;
    const id = await keepOrganisation(sql, organisation, parent);
    organisations.set(organisation.key, id);
    for (const unit of organisation.units ?? []) {
      const above = units.get(`${organisation.key}/${unit.parent ?? ''}`) ?? null;
      units.set(`${organisation.key}/${unit.key}`, await keepUnit(sql, id, unit, above));
    }
  }
  // One hash for all: making one for each would cost seconds of every fresh start and protect nothing here.
  const passwordHash = await hash(trainingPassword);
  const people = training.people.map((person) => ({ person, id: newId('person') }));
  await sql.insert(
    'person',
    people.map(({ person, id }) => ({ id: bytesOf(id), name_zh: person.name.zh, name_en: person.name.en })),
  );
  await sql.insert(
    'post',
    people.flatMap(({ person, id }) =>
      person.posts.map((post) => ({
        id: bytesOf(newId('post')),
        person_id: bytesOf(id),
        organisation_id: bytesOf(organisations.get(post.organisation) ?? ''),
        unit_id: bytesOrNull(units.get(`${post.organisation}/${post.unit ?? ''}`)),
        role: post.role,
        pool: post.pool ?? null,
        valid_from: beginning,
        valid_to: null,
      })),
    ),
  );
  await sql.insert(
    'account',
    people.map(({ person, id }) => ({
      id: bytesOf(newId('account')),
      person_id: bytesOf(id),
      username: person.username,
      password_hash: passwordHash,
      training: true,
    })),
  );
}

async function keepOrganisation(
  sql: Sql,
  organisation: Training['organisations'][number],
  parent: string | null,
): Promise<string> {
  await sql.run(
    'INSERT IGNORE INTO organisation (id, kind, code, name_zh, name_en, province, parent_id) VALUES (?,?,?,?,?,?,?)',
    [
      bytesOf(newId('organisation')),
      organisation.kind,
      organisation.key,
      organisation.name.zh,
      organisation.name.en,
      organisation.province,
      bytesOrNull(parent),
    ],
  );
  const row = await sql.row<{ id: Buffer }>('SELECT id FROM organisation WHERE code = ?', [organisation.key]);
  if (!row) throw new Error(`organisation ${organisation.key} is not there`);
  return idOf('organisation', row.id);
}

async function keepUnit(
  sql: Sql,
  organisation: string,
  unit: NonNullable<Training['organisations'][number]['units']>[number],
  parent: string | null,
): Promise<string> {
  const id = newId('unit');
  await sql.insert('unit', [
    {
      id: bytesOf(id),
      organisation_id: bytesOf(organisation),
      parent_id: bytesOrNull(parent),
      kind: unit.kind,
      code: unit.key,
      name_zh: unit.name.zh,
      name_en: unit.name.en,
    },
  ]);
  return id;
}
