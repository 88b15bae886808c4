import type { Actor, Body, Post, Role } from '../../contracts/posts';
import type { Stage } from '../../contracts/procedure';
import { bodyOfTask } from './entitled';
import { managerOf, signatoryOf } from './posts-of-body';
import { postWithRole, type CaseParties } from './relation';

/** Who is told that an official stepped back from a task of the body. A hospital has no manager. */
export const toldOfRecusal = (body: Body): Role => managerOf(body) ?? signatoryOf(body);

/** The actor's post as manager of the body whose task it is. Seats of a panel and hospitals have no manager. */
export function managerPost(
  actor: Actor,
  parties: CaseParties,
  task: { role: Role | null; stage: Stage },
): Post | undefined {
  const body = task.role && bodyOfTask(task);
  const role = body && managerOf(body);
  return role ? postWithRole(actor, parties, role) : undefined;
}
