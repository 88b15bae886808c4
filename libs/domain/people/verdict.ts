import type { RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import {
  bodyOfPost,
  reaches,
  roles as allRoles,
  type Acted,
  type Actor,
  type OrganisationKind,
  type Post,
  type Role,
} from '../../contracts/posts';
import type { Reason } from '../../contracts/words/reasons';
import { actedElsewhere } from './acted';
import type { CaseParties } from './relation';

/** The answer of entitlement. `because` is what a command refuses with; `reasons` all that stands against it. */
export type Verdict =
  { allowed: true; post: Post } | { allowed: false; because: RefusalCode; reasons: readonly Reason[] };

/** A refusal that holds, or nothing. */
export type Bar = RefusalCode | false | null | undefined;

/**
 * Puts the bars in order: the first that holds is the refusal, all are reasons. Without a post it is refused as
 * `not-entitled`, and nothing is told of the state of what it was about.
 */
export function judge(post: Post | undefined, bars: readonly Bar[], missing: readonly Reason[] = []): Verdict {
  if (!post) return { allowed: false, because: 'not-entitled', reasons: [{ code: 'not-entitled' }, ...missing] };
  const holding = [...new Set(bars.filter((bar): bar is RefusalCode => Boolean(bar)))];
  const [because] = holding;
  if (because === undefined) return { allowed: true, post };
  return { allowed: false, because, reasons: holding.map((code) => ({ code })) };
}

/**
 * Judges an act on something of a case: through the post `find` finds, never for another side than one has acted for,
 * then by the bars in their order.
 */
export function judgeOnCase(
  actor: Actor,
  on: { parties: CaseParties; acted: Acted },
  find: (one: Actor) => Post | undefined,
  bars: (post: Post) => Bar[],
): Verdict {
  const post = find(actor);
  if (!post) {
    return judge(post, [], lacking(actor, rolesThatMay(on.parties, find), { callId: on.parties.callId, step: null }));
  }
  const body = bodyOfPost(post);
  return judge(post, [body && actedElsewhere(on.acted, actor, post, body) && 'other-side', ...bars(post)]);
}

export const refuse = (because: RefusalCode, ...more: Reason[]): Verdict => ({
  allowed: false,
  because,
  reasons: [{ code: because }, ...more],
});

const administrators: ReadonlySet<Role> = new Set<Role>(['system-admin', 'security-admin', 'auditor']);

/** What an actor without the post lacks, in words: which posts it takes, and what comes near. */
export function lacking(
  actor: Actor,
  wanted: readonly Role[],
  on: { callId: Id<'call'> | null; step: string | null },
): Reason[] {
  const near = actor.posts.filter((post) => wanted.includes(post.role));
  const narrow = near.find((post) => !reaches(post, on));
  return [
    { code: 'needs-post', roles: wanted },
    ...(narrow?.onBehalfOf
      ? [{ code: 'outside-scope' as const, roles: [narrow.role], name: narrow.onBehalfOf.name }]
      : near.length > 0
        ? [{ code: 'post-elsewhere' as const, roles: [...new Set(near.map((post) => post.role))] }]
        : []),
    ...(actor.posts.some((post) => administrators.has(post.role)) ? [{ code: 'administrator' as const }] : []),
  ];
}

const probed: readonly { kind: OrganisationKind; of: (parties: CaseParties) => Id<'organisation'> }[] = [
  { kind: 'hospital', of: (parties) => parties.applicantId },
  { kind: 'province', of: (parties) => parties.provinceId },
  { kind: 'nhc', of: (parties) => parties.nationId },
];

/** Roles at a body of the case through which `find` finds a post: by trying each. */
export function rolesThatMay(parties: CaseParties, find: (actor: Actor) => Post | undefined): Role[] {
  return allRoles.filter((role) =>
    probed.some(({ kind, of }) => {
      const post: Post = {
        id: 'post_probe',
        role,
        organisationId: of(parties),
        organisationKind: kind,
        province: null,
      };
      return (
        bodyOfPost(post) !== null && find({ personId: 'person_probe', posts: [post], requestId: '' }) !== undefined
      );
    }),
  );
}
