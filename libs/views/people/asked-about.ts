import type { WhyPeople } from '../../contracts/api/why';
import { Refused } from '../../contracts/errors';
import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import { ownPosts, type Actor } from '../../contracts/posts';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { asksAbout } from '../../domain/people/sections';
import { bytesOf } from '../../persistence/bytes';
import { actorOfPerson } from '../../persistence/people/actor';
import { DeputyRepository } from '../../persistence/people/deputy-repository';
import { type Sql } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';
import { organisationsNamed } from './names';

export interface Asked {
  /** Whose standing is explained, and whose sight of the case it is asked with. */
  who: Actor;
  person: { id: Id<'person'>; name: Words } | null;
  reader: Actor;
}

/**
 * Oneself, or a colleague: for a manager one of the same body, for the security administrator and the auditor anybody of
 * the organisation. These two see no case, so the question is asked with the colleague's own sight.
 */
export async function askedAbout(
  room: ReadingRoom,
  sql: Sql,
  actor: Actor,
  person: Id<'person'> | undefined,
): Promise<Asked> {
  if (person === undefined || person === actor.personId) return { who: actor, person: null, reader: actor };
  const found = await sql.row<{ offset_ms: number | string; name_zh: string; name_en: string }>(
    'SELECT k.offset_ms, n.name_zh, n.name_en FROM person n JOIN clock k ON k.id = 1 WHERE n.id = ?',
    [bytesOf(person)],
  );
  if (!found) throw new Refused('not-found');
  const today = legalDateOf(room.legalNow(found.offset_ms), { zone: 'Asia/Shanghai' });
  const who = await actorOfPerson(sql, bytesOf(person), actor.requestId, today);
  const named = { id: person, name: { zh: found.name_zh, en: found.name_en } };
  const posts = ownPosts(who);
  if (posts.some((post) => asksAbout(actor, post) === 'as-manager')) return { who, person: named, reader: actor };
  if (posts.some((post) => asksAbout(actor, post) === 'as-administrator')) return { who, person: named, reader: who };
  throw new Refused('not-found');
}

/** Everybody the reader may ask about today, by name. */
export function readWhyPeople(room: ReadingRoom, actor: Actor): Promise<WhyPeople> {
  return room.database.read(async (sql) => {
    const clock = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
    const today = legalDateOf(room.legalNow(clock?.offset_ms ?? 0), { zone: 'Asia/Shanghai' });
    const organisations = [...new Set(actor.posts.map((post) => post.organisationId))];
    const posts = await new DeputyRepository(sql).postsOf(organisations, today);
    const held = posts.filter((post) => post.validFrom <= today && asksAbout(actor, post) !== null);
    const names = await organisationsNamed(sql, organisations);
    const people = new Map<string, WhyPeople['items'][number]>();
    for (const post of held) {
      if (post.personId === actor.personId) continue;
      const key = `${post.personId} ${post.organisationId}`;
      const known = people.get(key) ?? {
        id: post.personId,
        name: post.personName,
        roles: [],
        organisation: names(post.organisationId),
      };
      people.set(key, { ...known, roles: [...known.roles, post.role] });
    }
    return { items: [...people.values()] };
  });
}
