import type { Actor } from '../../libs/contracts/posts';
import type { Office } from '../../libs/casework/office';
import type { Id } from '../../libs/contracts/ids';
import { bytesOf, idOf, newId } from '../../libs/persistence/bytes';
import { verifySystemChain } from '../../libs/persistence/events/verify';
import { posts, type PostName } from '../e2e/matrix-posts';
import { actorNamed } from './actors';
import { refusal } from './record';

export const organisationNamed = (office: Office, code: string): Promise<Id<'organisation'>> =>
  office.database.read(async (sql) => {
    const row = await sql.row<{ id: Buffer }>('SELECT id FROM organisation WHERE code = ?', [code]);
    if (!row) throw new Error(`no organisation ${code}`);
    return idOf('organisation', row.id);
  });

export const unitNamed = (office: Office, organisation: string, code: string): Promise<Id<'unit'>> =>
  office.database.read(async (sql) => {
    const row = await sql.row<{ id: Buffer }>(
      'SELECT u.id FROM unit u JOIN organisation o ON o.id = u.organisation_id WHERE o.code = ? AND u.code = ?',
      [organisation, code],
    );
    if (!row) throw new Error(`no unit ${code}`);
    return idOf('unit', row.id);
  });

/** A person with an account and one post, as a personnel office would have made them. */
export async function hire(office: Office, username: string, organisation: string, role: string): Promise<Actor> {
  const person = newId('person');
  await office.database.transaction(async (sql) => {
    await sql.insert('person', [{ id: bytesOf(person), name_zh: username, name_en: username }]);
    await sql.insert('account', [
      { id: bytesOf(newId('account')), person_id: bytesOf(person), username, password_hash: '', training: true },
    ]);
    await sql.insert('post', [
      {
        id: bytesOf(newId('post')),
        person_id: bytesOf(person),
        organisation_id: bytesOf(await organisationNamed(office, organisation)),
        role,
        valid_from: '2004-01-01',
      },
    ]);
  });
  return actorNamed(office, username);
}

/** Refusal codes of an act by every post but those named. */
export async function refusalsByPost(
  office: Office,
  act: (actor: Actor) => Promise<unknown>,
  ...but: PostName[]
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, username] of Object.entries(posts)) {
    if (username === null || but.includes(name as PostName)) continue;
    found[name] = await refusal(act(await actorNamed(office, username)));
  }
  return found;
}

/** Every post but those named, each with that code. */
export const everyPost = (code: string, ...but: PostName[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(posts).flatMap(([name, username]) =>
      username === null || but.includes(name as PostName) ? [] : [[name, code]],
    ),
  );

/** What the process wrote to its log; the chain is recomputed on the way. */
export async function logOf(office: Office): Promise<{ type: string; payload: Record<string, unknown> }[]> {
  return office.database.read(async (sql) => {
    const verdict = await verifySystemChain(sql, office.log.chain);
    if (!verdict.intact) throw new Error(`the log does not fit at ${String(verdict.seq)}`);
    const rows = await sql.rows<{ type: string; payload: string }>(
      'SELECT type, payload FROM system_event WHERE chain = ? ORDER BY seq',
      [bytesOf(office.log.chain)],
    );
    return rows.map((row) => ({ type: row.type, payload: JSON.parse(row.payload) as Record<string, unknown> }));
  });
}
