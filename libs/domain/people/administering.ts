import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Post, Role } from '../../contracts/posts';

/**
 * What administrators do to organisations and people. The system administrator keeps the master data and proposes
 * posts; the security administrator, another person, grants and ends them; neither decides a case by it.
 */
export type AdministrativeAct = 'organise' | 'propose-post' | 'grant-post' | 'end-post' | 'read-people';

const holders: Record<AdministrativeAct, readonly Role[]> = {
  organise: ['system-admin'],
  'propose-post': ['system-admin'],
  'grant-post': ['security-admin'],
  'end-post': ['security-admin'],
  'read-people': ['system-admin', 'security-admin', 'auditor'],
};
/** They know of the people of their own organisation, note their leave and pass their tasks on. */
const managers: readonly Role[] = ['provincial-manager', 'national-manager'];

/** The post through which the actor may do it; undefined where they may not. Deny by default. */
export const findAdministrator = (actor: Actor, act: AdministrativeAct): Post | undefined =>
  actor.posts.find((post) => holders[act].includes(post.role));

/** As findAdministrator; refused: not-entitled. */
export function postThatAdministers(actor: Actor, act: AdministrativeAct): Post {
  const post = findAdministrator(actor, act);
  if (!post) throw new Refused('not-entitled');
  return post;
}

/** A person with the organisations where they hold a post. */
export interface PersonAtWork {
  id: Id<'person'>;
  organisations: readonly Id<'organisation'>[];
}

/** The actor's post as manager of an organisation the person works at. */
export const managerOf = (actor: Actor, person: PersonAtWork): Post | undefined =>
  actor.posts.find((post) => managers.includes(post.role) && person.organisations.includes(post.organisationId));

/** Who knows of a person: administrators and auditors, the manager of their body, they themselves. */
export const knowsPerson = (actor: Actor, person: PersonAtWork): boolean =>
  actor.personId === person.id ||
  findAdministrator(actor, 'read-people') !== undefined ||
  managerOf(actor, person) !== undefined;

/** Who notes a person's leave: they themselves, the manager of their body, the system administrator. */
export const postThatNotesLeave = (actor: Actor, person: PersonAtWork): Post | undefined =>
  actor.personId === person.id ? actor.posts[0] : (managerOf(actor, person) ?? findAdministrator(actor, 'organise'));

/** Who passes a leaver's tasks on: the manager of their body; where it has none, the system administrator, to the posts alone. */
export const postThatTransfers = (actor: Actor, person: PersonAtWork): { post: Post; mayName: boolean } | undefined => {
  const manager = managerOf(actor, person);
  if (manager) return { post: manager, mayName: true };
  const administrator = findAdministrator(actor, 'organise');
  return administrator && { post: administrator, mayName: false };
};
