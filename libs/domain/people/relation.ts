import type { Id } from '../../contracts/ids';
import {
  bodyOfArchivist,
  bodyOfPost,
  reaches,
  type Actor,
  type Body,
  type Post,
  type Role,
} from '../../contracts/posts';

/** What entitlement needs to know of a case. */
export interface CaseParties {
  applicantId: Id<'organisation'>;
  provinceId: Id<'organisation'>;
  nationId: Id<'organisation'>;
  /** The nation sees a case from submission on. */
  submitted: boolean;
  /** The body in whose archive the closed case lies, or is being put; its archivist sees the case from then on. */
  archive: Body | null;
  /** The call it was declared in; a deputy may stand in for the cases of one call. */
  callId: Id<'call'> | null;
}

/**
 * Posts of the actor that have to do with the whole of the case, by body. Deny by default: no post, no relation; nor
 * one that is stood in for with a narrower scope.
 */
export function postsOnCase(actor: Actor, parties: CaseParties): Post[] {
  return actor.posts.filter((post) => {
    if (!reaches(post, { callId: parties.callId, step: null })) return false;
    switch (bodyOnCase(post, parties)) {
      case 'hospital':
        return post.organisationId === parties.applicantId;
      case 'province':
        return post.organisationId === parties.provinceId;
      case 'nation':
        return post.organisationId === parties.nationId && parties.submitted;
      case null:
        return false;
    }
  });
}

/** The body a post works for on this case: an archivist for the body whose archive has it, and for none before. */
export function bodyOnCase(post: Pick<Post, 'role' | 'organisationKind'>, parties: CaseParties): Body | null {
  if (post.role !== 'archivist') return bodyOfPost(post);
  const body = bodyOfArchivist(post);
  return body !== null && body === parties.archive ? body : null;
}

/** Bodies as whose member the actor sees the case. */
export function bodiesOnCase(actor: Actor, parties: CaseParties): Set<Body> {
  const found = new Set<Body>();
  for (const post of postsOnCase(actor, parties)) {
    const body = bodyOnCase(post, parties);
    if (body) found.add(body);
  }
  return found;
}

/** Whether the case exists for this reader at all. An expert sees it only while seated. */
export const seesCase = (actor: Actor, parties: CaseParties, seated: boolean): boolean =>
  seated || postsOnCase(actor, parties).length > 0;

/** The first post with that role on the case. */
export const postWithRole = (actor: Actor, parties: CaseParties, role: Role): Post | undefined =>
  postsOnCase(actor, parties).find((post) => post.role === role);

/** Organisation that holds a role on a case. */
export function organisationOfBody(body: Body, parties: CaseParties): Id<'organisation'> {
  switch (body) {
    case 'hospital':
      return parties.applicantId;
    case 'province':
      return parties.provinceId;
    case 'nation':
      return parties.nationId;
  }
}
