import type { LegalDate } from '../../contracts/deadlines';
import type { DeputyScope } from '../../contracts/deputies';
import type { RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { bodyOfDeputies, mayStandInFor, ownPosts, type Actor, type Post, type Role } from '../../contracts/posts';
import { judge, type Verdict } from './verdict';

/** Who stands in for whom, when and how far. */
export interface Standing {
  principalPost: Id<'post'>;
  principalPerson: Id<'person'>;
  deputyPerson: Id<'person'>;
  validFrom: LegalDate;
  validTo: LegalDate;
  scope: DeputyScope;
}

/** A post somebody holds. */
export interface PostOfPerson extends Post {
  personId: Id<'person'>;
}

const heads: ReadonlySet<Role> = new Set<Role>([
  'hospital-signatory',
  'provincial-signatory',
  'provincial-manager',
  'national-signatory',
  'national-manager',
]);

/**
 * The post through which the actor names or ends deputies of a post: the post itself where it is theirs, or that of the
 * signatory or manager of the same body. Own posts only: what one holds as a deputy is not passed on.
 */
export const postToName = (actor: Actor, of: PostOfPerson): Post | undefined =>
  bodyOfDeputies(of) === null
    ? undefined
    : (ownPosts(actor).find((post) => post.id === of.id) ??
      ownPosts(actor).find((post) => heads.has(post.role) && mayStandInFor(of, post)));

/** What naming needs to know: the post, and what stands in its organisation in that period. */
export interface Naming {
  post: PostOfPerson;
  wanted: Standing;
  /** Posts of the deputy on the first day, own ones. */
  deputyPosts: readonly Post[];
  /** Grants of the organisation that stand on one of the days. */
  standing: readonly Standing[];
}

/** Whether somebody may be named a deputy by the actor. */
export function mayName(actor: Actor, { post, wanted, deputyPosts, standing }: Naming): Verdict {
  if (bodyOfDeputies(post) === null) {
    return { allowed: false, because: 'post-not-deputised', reasons: [{ code: 'post-not-deputised' }] };
  }
  const period = standing.filter((one) => overlaps(one, wanted));
  return judge(postToName(actor, post), [
    wanted.deputyPerson === wanted.principalPerson && 'deputy-self',
    !deputyPosts.some((own) => mayStandInFor(post, own)) && 'deputy-not-of-body',
    period.some((one) => one.principalPost === wanted.principalPost && meet(one.scope, wanted.scope)) &&
      'deputy-double',
    leadsBack(period, wanted) && 'deputy-loop',
  ]);
}

export interface Revoking {
  post: PostOfPerson;
  grant: Standing;
  revoked: boolean;
  today: LegalDate;
}

/** Whether the actor may end a grant: whoever may name, and the deputy, who lays it down through a post of their own. */
export function mayRevoke(actor: Actor, { post, grant, revoked, today }: Revoking): Verdict {
  const laysDown =
    actor.personId === grant.deputyPerson ? ownPosts(actor).find((own) => mayStandInFor(post, own)) : undefined;
  const over: RefusalCode | false = (revoked || grant.validTo < today) && 'deputy-ended';
  return judge(postToName(actor, post) ?? laysDown, [over]);
}

const overlaps = (one: Standing, other: Standing): boolean =>
  one.validFrom <= other.validTo && other.validFrom <= one.validTo;

/** Whether some act lies in both scopes: one post has one deputy for each act. */
function meet(one: DeputyScope, other: DeputyScope): boolean {
  if (one.kind === 'call' && other.kind === 'call') return one.callId === other.callId;
  if (one.kind === 'steps' && other.kind === 'steps') return one.steps.some((step) => other.steps.includes(step));
  return true;
}

/** Whether, going from the deputy to whoever stands in for them and so on, one comes to the person stood in for. */
function leadsBack(standing: readonly Standing[], wanted: Standing): boolean {
  const seen = new Set<string>();
  const next = [wanted.deputyPerson];
  for (let person = next.pop(); person !== undefined; person = next.pop()) {
    if (person === wanted.principalPerson) return true;
    if (seen.has(person)) continue;
    seen.add(person);
    next.push(...standing.filter((one) => one.principalPerson === person).map((one) => one.deputyPerson));
  }
  return false;
}
