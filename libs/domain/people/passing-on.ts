import { bodyOfRole, type Actor, type Body, type Post, type Role } from '../../contracts/posts';
import { managerOf, signatoryOf } from './posts-of-body';
import { postWithRole, type CaseParties } from './relation';

/** Who is told that an official stepped back from a task of the body. A hospital has no manager. */
export const toldOfRecusal = (body: Body): Role => managerOf(body) ?? signatoryOf(body);

/** The actor's post as manager of the body whose task it is. Seats of a panel and hospitals have no manager. */
export function managerPost(actor: Actor, parties: CaseParties, task: { role: Role | null }): Post | undefined {
  const body = task.role && bodyOfRole[task.role];
  const role = body && managerOf(body);
  return role ? postWithRole(actor, parties, role) : undefined;
}
