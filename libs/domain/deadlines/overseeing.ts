import { Refused } from '../../contracts/errors';
import type { LegalDate, Ladder } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { bodyOfPost, type Actor, type Body, type Post, type Role } from '../../contracts/posts';
import { countWorkingDays, type Calendar } from './calendar';
import { dayNumber, legalDate } from './civil';

/** Posts that look over the limits of their whole body. */
export const overseers = [
  'provincial-manager',
  'national-manager',
  'provincial-signatory',
  'national-signatory',
  'division-head',
  'department-head',
  'leader',
] as const satisfies readonly Role[];
/** Posts that draw up its weekly bulletin. */
export const bulletinPosts = ['provincial-manager', 'national-manager'] as const satisfies readonly Role[];

export type OwingBody = Exclude<Body, 'hospital'>;

/** How an actor stands to the limits of a body. */
export interface Oversight {
  /** Whose limits are looked at. */
  body: OwingBody;
  /** Of the body itself: every kind, with steps, names and rungs. Else its commitments alone, of cases one may know of. */
  inside: boolean;
  /** The body as whose member one looks, and its organisations. */
  as: OwingBody;
  organisations: Id<'organisation'>[];
}

const owing = (post: Post): OwingBody | null => {
  const body = bodyOfPost(post);
  return body === 'province' || body === 'nation' ? body : null;
};

/**
 * Whose limits the actor may look over. Without `asked` those of the actor's own body; of two bodies the nation's.
 * A hospital oversees nobody. Refused: not-entitled.
 */
export function oversightOf(
  actor: Actor,
  asked: OwingBody | undefined,
  through: readonly Role[] = overseers,
): Oversight {
  const posts = actor.posts.filter((post) => through.includes(post.role) && owing(post) !== null);
  const own = new Set(posts.map(owing));
  const preferred =
    asked && own.has(asked) ? asked : own.has('nation') ? 'nation' : own.has('province') ? 'province' : null;
  if (preferred === null) throw new Refused('not-entitled');
  const organisations = posts.filter((post) => owing(post) === preferred).map((post) => post.organisationId);
  const body = asked ?? preferred;
  return { body, inside: body === preferred, as: preferred, organisations: [...new Set(organisations)] };
}

/** Whether the actor may draw up the bulletin of what they look over. */
export const mayDrawUp = (actor: Actor, { as, organisations }: Oversight): boolean =>
  actor.posts.some(
    (post) =>
      (bulletinPosts as readonly Role[]).includes(post.role) &&
      owing(post) === as &&
      organisations.includes(post.organisationId),
  );

/** The last due date whose light is `due-soon` today: the other side of `lightOf`. */
export function soonUntil(ladder: Ladder | null, today: LegalDate, calendar: Calendar): LegalDate {
  const soon = Math.max(0, ...(ladder?.reminders ?? []).map((rung) => -rung.offset));
  if (soon === 0) return today;
  return legalDate(dayNumber(countWorkingDays(calendar, today, soon + 1).on) - 1);
}
