import { Refused } from '../../contracts/errors';
import { wholePosts, type Actor, type Post, type Role } from '../../contracts/posts';
import { handlerOf, signatoryOf } from '../people/posts-of-body';

/** Whose calendar: the nation's, or one province's local rest days. */
export interface CalendarScope {
  province: string | null;
}

type PostOf = (body: 'nation' | 'province') => Role;
const preparing: PostOf = handlerOf;
const publishing: PostOf = signatoryOf;

/** The post that prepares imports of this scope. Refused: not-entitled. */
export const postThatPrepares = (actor: Actor, scope: CalendarScope): Post => postOf(actor, scope, [preparing]);

/** The post that publishes imports of this scope. Refused: not-entitled. */
export const postThatPublishes = (actor: Actor, scope: CalendarScope): Post => postOf(actor, scope, [publishing]);

/** A post that works on imports of this scope at all; without one there is nothing to see. Refused: not-found. */
export function requireCalendarPost(actor: Actor, scope: CalendarScope): void {
  if (!findPost(actor, scope, [preparing, publishing])) throw new Refused('not-found');
}

/** The post that prepares imports of this scope, or publishes them. */
export const findCalendarPost = (actor: Actor, scope: CalendarScope, act: 'prepare' | 'publish'): Post | undefined =>
  findPost(actor, scope, [act === 'prepare' ? preparing : publishing]);

/** Whether the actor prepares imports of this scope. */
export const mayPrepare = (actor: Actor, scope: CalendarScope): boolean =>
  findPost(actor, scope, [preparing]) !== undefined;

/** Whether the actor publishes imports of this scope. */
export const mayPublish = (actor: Actor, scope: CalendarScope): boolean =>
  findPost(actor, scope, [publishing]) !== undefined;

function postOf(actor: Actor, scope: CalendarScope, kinds: readonly PostOf[]): Post {
  const post = findPost(actor, scope, kinds);
  if (!post) throw new Refused('not-entitled');
  return post;
}

function findPost(actor: Actor, { province }: CalendarScope, kinds: readonly PostOf[]): Post | undefined {
  const roles: Role[] = kinds.map((kind) => kind(province === null ? 'nation' : 'province'));
  return wholePosts(actor).find(
    (post) => roles.includes(post.role) && (province === null || post.province === province),
  );
}
