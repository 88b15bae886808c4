import { coversAct, type ActInScope, type OnBehalf } from './deputies';
import type { Id } from './ids';

/** Every post of the procedure ("Who"). A person acts through a post, never by a bare role. */
export const roles = [
  'hospital-preparer',
  'hospital-signatory',
  'provincial-handler',
  'provincial-checker',
  'provincial-signatory',
  'provincial-manager',
  'national-handler',
  'national-checker',
  'national-signatory',
  'national-manager',
  'expert',
  'division-head',
  'department-head',
  'leader',
  'archivist',
  'system-admin',
  'security-admin',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

/** 处室负责人, 司局负责人, 委领导: a person's line of superiors, lowest first. They are told; they hold no task of their own. */
export const superiors = ['division-head', 'department-head', 'leader'] as const satisfies readonly Role[];
export type Superior = (typeof superiors)[number];

export const organisationKinds = [
  'nhc',
  'province',
  'hospital',
  'university',
  'expert-institution',
  'archive',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** The bodies a case moves between. */
export const bodies = ['hospital', 'province', 'nation'] as const;
export type Body = (typeof bodies)[number];

/** On whose side an act was done: nobody acts for two sides of one case. */
export type Side = Body | 'panel';

export interface Post {
  id: Id<'post'>;
  role: Role;
  organisationId: Id<'organisation'>;
  organisationKind: OrganisationKind;
  /** Two-digit province code of the organisation, null for national bodies. */
  province: string | null;
  /** Set where the post is another person's, whom the actor stands in for. */
  onBehalfOf?: OnBehalf;
}

/** The acting person, first argument of every command. */
export interface Actor {
  personId: Id<'person'>;
  /** Own posts first, then those the actor stands in for. */
  posts: readonly Post[];
  requestId: string;
  /** Set where signing needs the person to show again who they are. */
  unconfirmed?: true;
  /** Network address the request came from; none for what no request caused. */
  address?: string;
}

/** The body a role works for, null for those that decide no case; of a superior the organisation says it (`bodyOfPost`). */
export const bodyOfRole: Record<Role, Body | null> = {
  'hospital-preparer': 'hospital',
  'hospital-signatory': 'hospital',
  'provincial-handler': 'province',
  'provincial-checker': 'province',
  'provincial-signatory': 'province',
  'provincial-manager': 'province',
  'national-handler': 'nation',
  'national-checker': 'nation',
  'national-signatory': 'nation',
  'national-manager': 'nation',
  expert: null,
  'division-head': null,
  'department-head': null,
  leader: null,
  archivist: null,
  'system-admin': null,
  'security-admin': null,
  auditor: null,
};

const bodyOfKind: Partial<Record<OrganisationKind, Body>> = {
  nhc: 'nation',
  province: 'province',
  hospital: 'hospital',
};
/** Whether the post is one of the line of superiors. */
export const isSuperior = (role: Role): role is Superior => (superiors as readonly Role[]).includes(role);

/** The body a post works for: its role's, or for a superior that of the organisation. Null for those that see no case by it. */
export const bodyOfPost = (post: Pick<Post, 'role' | 'organisationKind'>): Body | null =>
  isSuperior(post.role) ? (bodyOfKind[post.organisationKind] ?? null) : bodyOfRole[post.role];

/** Whether a post counts for an act: one's own always, another's as far as its scope reaches. */
export const reaches = (post: Post, act: ActInScope): boolean =>
  post.onBehalfOf === undefined || coversAct(post.onBehalfOf.scope, act);

/** Posts without those whose scope is narrower than the post: for what is about no case. */
export const wholePosts = (actor: Pick<Actor, 'posts'>): Post[] =>
  actor.posts.filter((post) => reaches(post, { callId: null, step: null }));

/** A post the actor holds in person. */
export const ownPosts = (actor: Pick<Actor, 'posts'>): Post[] =>
  actor.posts.filter((post) => post.onBehalfOf === undefined);

/** The body in whose archive an archivist works, by the kind of the organisation; none at an archive of its own. */
export const bodyOfArchivist = (post: Pick<Post, 'role' | 'organisationKind'>): Body | null =>
  post.role === 'archivist' && post.organisationKind !== 'hospital'
    ? (bodyOfKind[post.organisationKind] ?? null)
    : null;

/**
 * The body among whose people a post is stood in for: what it works for, or whose archive it keeps. An expert's seat is
 * personal and administrators decide nothing: neither has one, neither is stood in for.
 */
export const bodyOfDeputies = (post: Pick<Post, 'role' | 'organisationKind'>): Body | null =>
  bodyOfPost(post) ?? bodyOfArchivist(post);

/** Whether whoever holds `own` may stand in for a post, or be told who does. */
export const mayStandInFor = (post: Post, own: Post): boolean =>
  post.organisationId === own.organisationId &&
  bodyOfDeputies(post) !== null &&
  bodyOfDeputies(post) === bodyOfDeputies(own);

/** Keeps of the posts somebody stands in for those of a body and organisation where they hold a post of their own. */
export function withDeputised<P extends Post>(own: readonly P[], deputised: readonly P[]): P[] {
  const kept = deputised.filter((post) => own.some((mine) => mayStandInFor(post, mine)));
  return [...own, ...kept];
}

/** Whether a colleague may be told of a case: a post of the same organisation that works for the same body. */
export const isOfBodyOf = (post: Post, own: Post): boolean =>
  post.organisationId === own.organisationId && bodyOfPost(post) !== null && bodyOfPost(post) === bodyOfPost(own);

/** What separation of duties remembers of a person in one case. */
export interface ActedFacts {
  /** Sides acted for: in person, by a deputy, or as one. */
  sides: readonly Side[];
  /** Steps (`stage/step`) helped with by a reply. */
  helped: readonly string[];
}
export type Acted = ReadonlyMap<Id<'person'>, ActedFacts>;

/** Who a task is shown to: a role at an organisation, or one person. */
export type AudienceKey = string;
export const audienceOfRole = (role: Role, organisation: Id<'organisation'>): AudienceKey => `${role}@${organisation}`;
export const audienceOfPerson = (person: Id<'person'>): AudienceKey => person;
/** Every audience a person's posts put them in whatever the case is; posts of a narrower scope are not among them. */
export const audiencesOf = (actor: Actor): AudienceKey[] => [
  ...new Set([
    ...wholePosts(actor)
      .filter((post) => post.role !== 'expert')
      .map((post) => audienceOfRole(post.role, post.organisationId)),
    audienceOfPerson(actor.personId),
  ]),
];

/** Audiences the actor is in for some cases or steps only, beside `audiencesOf`. */
export function narrowAudiencesOf(actor: Actor): { audience: AudienceKey; scope: OnBehalf['scope'] }[] {
  const whole = new Set(audiencesOf(actor));
  return actor.posts.flatMap((post) => {
    const audience = audienceOfRole(post.role, post.organisationId);
    return post.onBehalfOf && post.onBehalfOf.scope.kind !== 'post' && !whole.has(audience)
      ? [{ audience, scope: post.onBehalfOf.scope }]
      : [];
  });
}
