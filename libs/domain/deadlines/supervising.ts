import type { LegalDate, LegalDay } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { bodyOfPost, type Actor, type Body, type Post, type Role } from '../../contracts/posts';
import { managerOf } from '../people/posts-of-body';
import { postsOnCase, postWithRole, type CaseParties } from '../people/relation';
import { countWorkingDays, type Calendar } from './calendar';
import { instantAt } from './legal-day';

/** What standing an order has to those who deal with it. */
export interface OrderToAnswer {
  body: Body;
  toRole: Role;
  toPerson: Id<'person'> | null;
  /** Who holds the task now. */
  holderId: Id<'person'> | null;
}

/** The post of the body's manager, who issues, closes and repeats its orders. */
export function postOfManager(actor: Actor, parties: CaseParties, body: Body): Post | undefined {
  const role = managerOf(body);
  return role ? postWithRole(actor, parties, role) : undefined;
}

/**
 * The post through which the actor answers an order: whom it was addressed to, whoever holds the task now, or the post
 * where nobody held it.
 */
export function postToAnswer(actor: Actor, parties: CaseParties, order: OrderToAnswer): Post | undefined {
  const own = postsOnCase(actor, parties).filter((post) => bodyOfPost(post) === order.body);
  if (actor.personId === order.toPerson || actor.personId === order.holderId) return own[0];
  return order.toPerson === null && order.holderId === null
    ? own.find((post) => post.role === order.toRole)
    : undefined;
}

/** From when a missing answer is told upwards: the morning of the first working day after the due date. Legal epoch ms. */
export const orderAlarmAt = (replyDue: LegalDate, calendar: Calendar, day: LegalDay): number =>
  instantAt(countWorkingDays(calendar, replyDue, 1).on, day.rungAt.value, day.zone);
