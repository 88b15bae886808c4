import type { RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { bodyOfRole, isSuperior, type OrganisationKind, type Role } from '../../contracts/posts';

/** A post with its period, as master data has it; `to` is its last day. */
export interface PostPeriod {
  organisationId: Id<'organisation'>;
  role: Role;
  from: string;
  to: string | null;
}

const kindsOfBody: Record<'hospital' | 'province' | 'nation', OrganisationKind> = {
  hospital: 'hospital',
  province: 'province',
  nation: 'nhc',
};
/** 三员: each post is held by somebody at any time. */
export const administrators = ['system-admin', 'security-admin', 'auditor'] as const satisfies readonly Role[];
export const isAdministrator = (role: Role): boolean => (administrators as readonly Role[]).includes(role);
const expertPlaces: ReadonlySet<OrganisationKind> = new Set<OrganisationKind>([
  'expert-institution',
  'university',
  'hospital',
]);

/** Whether an organisation of that kind has such a post. */
export function isPostOf(role: Role, kind: OrganisationKind): boolean {
  const body = bodyOfRole[role];
  if (body) return kindsOfBody[body] === kind;
  if (isSuperior(role)) return kind === 'nhc' || kind === 'province' || kind === 'hospital';
  if (role === 'expert') return expertPlaces.has(kind);
  if (role === 'archivist') return kind === 'archive' || kind === 'nhc' || kind === 'province';
  return kind === 'nhc' || kind === 'province';
}

const overlap = (one: PostPeriod, other: PostPeriod): boolean =>
  (other.to === null || one.from <= other.to) && (one.to === null || other.from <= one.to);

/**
 * What speaks against a further post beside those a person has in the same days: the same post, or an administrator's
 * beside any other: who administers decides nothing, and does no other administrator's work.
 */
export function conflictOf(post: PostPeriod, held: readonly PostPeriod[]): RefusalCode | null {
  const beside = held.filter((one) => overlap(one, post));
  if (beside.some((one) => one.role === post.role && one.organisationId === post.organisationId)) return 'post-held';
  const apart = beside.some(
    (one) => one.role !== post.role && (isAdministrator(one.role) || isAdministrator(post.role)),
  );
  return apart ? 'posts-apart' : null;
}
