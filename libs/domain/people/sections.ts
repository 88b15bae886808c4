import {
  bodyOfDeputies,
  bodyOfPost,
  bodyOfRole,
  isOfBodyOf,
  ownPosts,
  wholePosts,
  type Actor,
  type Post,
  type Role,
} from '../../contracts/posts';
import { sections, type Section } from '../../contracts/sections';
import { managedPosts } from './administering';
import { overseers } from '../deadlines/overseeing';
import { entitled } from './entitlement';

const managers: ReadonlySet<Role> = new Set<Role>(['provincial-manager', 'national-manager']);
const accounters: ReadonlySet<Role> = new Set<Role>(['security-admin', 'auditor']);
const runners: ReadonlySet<Role> = new Set<Role>(['system-admin', 'auditor', 'national-manager']);

/**
 * As whom the actor may ask why the holder of a post may do something, or not: as manager of the same body; as security
 * administrator or auditor of the same organisation. Null where they may not.
 */
export function asksAbout(actor: Actor, post: Post): 'as-manager' | 'as-administrator' | null {
  if (wholePosts(actor).some((own) => managers.has(own.role) && isOfBodyOf(post, own))) return 'as-manager';
  const answers = ownPosts(actor).some((own) => accounters.has(own.role) && own.organisationId === post.organisationId);
  return answers ? 'as-administrator' : null;
}

const opens: Record<Section, (actor: Actor) => boolean> = {
  requests: (actor) => actor.posts.some((post) => bodyOfRole[post.role] !== null),
  declare: (actor) => actor.posts.some((post) => post.role === 'hospital-preparer'),
  overdue: (actor) =>
    wholePosts(actor).some((post) => {
      const body = bodyOfPost(post);
      return (overseers as readonly Role[]).includes(post.role) && (body === 'province' || body === 'nation');
    }),
  'calendar-imports': (actor) =>
    [null, ...actor.posts.map((post) => post.province)].some(
      (province) =>
        entitled(actor, 'calendar-prepare', { province }).allowed ||
        entitled(actor, 'calendar-publish', { province }).allowed,
    ),
  deputies: (actor) => ownPosts(actor).some((post) => bodyOfDeputies(post) !== null),
  people: (actor) =>
    [null, ...managedPosts(actor).map((post) => post.organisationId)].some(
      (organisationId) => entitled(actor, 'read-people', { organisationId }).allowed,
    ),
  operations: (actor) => wholePosts(actor).some((post) => runners.has(post.role)),
  audit: (actor) => entitled(actor, 'audit-read', null).allowed,
  'break-glass': (actor) => entitled(actor, 'break-glass-read', null).allowed,
  'why-others': (actor) =>
    wholePosts(actor).some((post) => managers.has(post.role)) ||
    ownPosts(actor).some((post) => accounters.has(post.role)),
};

/** Parts of the console that are anything to the actor. The routes behind them ask for themselves. */
export const sectionsOf = (actor: Actor): Section[] => sections.filter((section) => opens[section](actor));
