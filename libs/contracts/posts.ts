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
}

/** The acting person, first argument of every command. */
export interface Actor {
  personId: Id<'person'>;
  posts: readonly Post[];
  requestId: string;
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

/** Who a task is shown to: a role at an organisation, or one person. */
export type AudienceKey = string;
export const audienceOfRole = (role: Role, organisation: Id<'organisation'>): AudienceKey => `${role}@${organisation}`;
export const audienceOfPerson = (person: Id<'person'>): AudienceKey => person;
/** Every audience a person's posts put them in. */
export const audiencesOf = (actor: Actor): AudienceKey[] => [
  ...actor.posts.filter((post) => post.role !== 'expert').map((post) => audienceOfRole(post.role, post.organisationId)),
  audienceOfPerson(actor.personId),
];
