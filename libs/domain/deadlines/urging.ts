import type { LegalDate } from '../../contracts/deadlines';
import { bodyOfPost, isSuperior, type Actor, type Body, type Post, type Role } from '../../contracts/posts';
import { postsOnCase, type CaseParties } from '../people/relation';
import { countWorkingDays, type Calendar } from './calendar';

/** Posts that press the work of their own body on, beside the line of superiors. A hospital presses nobody but itself: an applicant asks an authority. */
const pressing: Record<Body, readonly Role[]> = {
  hospital: ['hospital-signatory'],
  province: ['provincial-manager', 'provincial-signatory'],
  nation: ['national-manager', 'national-signatory'],
};
/** Who may urge another body that theirs waits for. */
const waiting: ReadonlySet<Role> = new Set<Role>(['provincial-handler', 'national-handler']);

/**
 * The post through which the actor may urge the body at whose desk the case lies: its own manager or signatory, or the
 * handler of another body that has done its part and waits. `worked`: bodies that ended a stage in the case.
 */
export function postToUrge(
  actor: Actor,
  parties: CaseParties,
  desk: Body,
  worked: ReadonlySet<Body>,
): Post | undefined {
  return postsOnCase(actor, parties).find((post) => {
    const body = bodyOfPost(post);
    if (body === null) return false;
    const presses = pressing[desk].includes(post.role) || isSuperior(post.role);
    return body === desk ? presses : waiting.has(post.role) && worked.has(body);
  });
}

/** The working day an urge counts for. On a rest day that is the next working day: nobody is urged twice for one day at the desk. */
export const workingDayOf = (calendar: Calendar, today: LegalDate): LegalDate =>
  countWorkingDays(calendar, today, 0).on;
