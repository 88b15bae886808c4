import type { Id } from '../../contracts/ids';
import type { PeopleAction } from '../../contracts/actions';
import { wholePosts, type Actor, type Post, type Role } from '../../contracts/posts';
import { judge, type Verdict } from './verdict';

/** A person with the organisations where they hold a post. */
export interface PersonAtWork {
  id: Id<'person'>;
  organisations: readonly Id<'organisation'>[];
}

/** What each action about people is asked about; null: about nobody in particular. */
export interface PeopleObjects {
  /** Everything, or what is of one organisation. */
  'read-people': { organisationId: Id<'organisation'> | null };
  'read-person': PersonAtWork;
  organise: null;
  'propose-post': { personId: Id<'person'> | null };
  'confirm-post': { personId: Id<'person'>; proposedBy: Id<'person'> };
  'refuse-post': { proposedBy: Id<'person'> | null };
  'end-post': null;
  /** `grantsTo`: whom the file gives a post, or gives it longer. */
  'apply-import': { preparedBy: Id<'person'>; grantsTo: readonly Id<'person'>[] };
  'note-leave': PersonAtWork;
  'transfer-tasks': PersonAtWork;
  'read-accounts': null;
  'keep-accounts': { personId: Id<'person'> | null };
  'end-second-step': { personId: Id<'person'> };
  /** `last`: nobody else who can sign in holds the administrator's post that the person holds. */
  'suspend-account': { personId: Id<'person'>; suspended: boolean; last: boolean };
  /** `suspendedBy`: null where it is not suspended. */
  'reinstate-account': { personId: Id<'person'>; suspendedBy: Id<'person'> | null };
}

/**
 * The system administrator keeps the master data and proposes posts; the security administrator, another person, grants
 * and ends them and keeps the accounts; neither decides a case by it.
 */
const organisers: readonly Role[] = ['system-admin'];
const granters: readonly Role[] = ['security-admin'];
/** Either shuts somebody out at once; without one of each nobody is let in again. */
export const keepers = ['system-admin', 'security-admin'] as const satisfies readonly Role[];
const readers: readonly Role[] = ['system-admin', 'security-admin', 'auditor'];
/** They know of the people of their own organisation, note their leave and pass their tasks on. */
const managers: readonly Role[] = ['provincial-manager', 'national-manager'];

const postOf = (actor: Actor, roles: readonly Role[]): Post | undefined =>
  actor.posts.find((post) => roles.includes(post.role));

/** The posts through which the actor manages organisations. */
export const managedPosts = (actor: Actor): Post[] => wholePosts(actor).filter((post) => managers.includes(post.role));

const managerOf = (actor: Actor, organisations: readonly Id<'organisation'>[]): Post | undefined =>
  managedPosts(actor).find((post) => organisations.includes(post.organisationId));

const isOneself = (actor: Actor, person: Id<'person'> | null) => actor.personId === person && 'second-person';

export const peopleRules: { [A in PeopleAction]: (actor: Actor, on: PeopleObjects[A]) => Verdict } = {
  'read-people': (actor, { organisationId }) =>
    judge(postOf(actor, readers) ?? (organisationId === null ? undefined : managerOf(actor, [organisationId])), []),
  'read-person': (actor, person) =>
    judge(
      postOf(actor, readers) ??
        managerOf(actor, person.organisations) ??
        (actor.personId === person.id ? actor.posts[0] : undefined),
      [],
    ),
  organise: (actor) => judge(postOf(actor, organisers), []),
  'propose-post': (actor, { personId }) => judge(postOf(actor, organisers), [isOneself(actor, personId)]),
  'confirm-post': (actor, { personId, proposedBy }) =>
    judge(postOf(actor, granters), [isOneself(actor, personId), isOneself(actor, proposedBy)]),
  // Whoever proposed it takes it back; the others refuse it as those who would have granted it.
  'refuse-post': (actor, { proposedBy }) =>
    judge(postOf(actor, proposedBy === actor.personId ? organisers : granters), []),
  'end-post': (actor) => judge(postOf(actor, granters), []),
  'apply-import': (actor, { preparedBy, grantsTo }) =>
    judge(postOf(actor, granters), [
      isOneself(actor, preparedBy),
      grantsTo.some((person) => person === actor.personId || person === preparedBy) && 'import-own-post',
    ]),
  'note-leave': (actor, person) =>
    judge(
      actor.personId === person.id
        ? actor.posts[0]
        : (managerOf(actor, person.organisations) ?? postOf(actor, organisers)),
      [],
    ),
  'transfer-tasks': (actor, person) => judge(managerOf(actor, person.organisations) ?? postOf(actor, organisers), []),
  'read-accounts': (actor) => judge(postOf(actor, ['security-admin', 'auditor']), []),
  'keep-accounts': (actor, { personId }) => judge(postOf(actor, granters), [isOneself(actor, personId)]),
  // Whoever gives passwords does not also take the second step: alone they could sign in as anybody.
  'end-second-step': (actor, { personId }) => judge(postOf(actor, organisers), [isOneself(actor, personId)]),
  'suspend-account': (actor, { personId, suspended, last }) =>
    judge(postOf(actor, keepers), [
      isOneself(actor, personId),
      suspended && 'account-suspended',
      last && 'last-administrator',
    ]),
  'reinstate-account': (actor, { personId, suspendedBy }) =>
    judge(postOf(actor, keepers), [
      isOneself(actor, personId),
      suspendedBy === null && 'account-not-suspended',
      isOneself(actor, suspendedBy),
    ]),
};

/** Whether whoever passes tasks on by this post may name who gets them: administrators give them to the posts alone. */
export const mayNameReceiver = (post: Post): boolean => managers.includes(post.role);
