import type { DeputyList, DeputyView } from '../../contracts/api/deputies';
import type { LegalDate } from '../../contracts/deadlines';
import { bodyOfDeputies, mayStandInFor, ownPosts, type Actor } from '../../contracts/posts';
import type { Step } from '../../contracts/procedure';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { postToName } from '../../domain/people/deputies';
import { entitled } from '../../domain/people/entitlement';
import { DeputyRepository, type GrantRead, type HeldPost } from '../../persistence/people/deputy-repository';
import type { ReadingRoom } from '../reading-room';

/** Grants that ended are shown as long as this, newest first. */
const shownDays = 90;

/** Whom the reader stands in for, who for them, and what they may name, for their own bodies alone. */
export function readDeputies(room: ReadingRoom, actor: Actor): Promise<DeputyList> {
  return room.database.read(async (sql) => {
    const clock = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
    const now = room.legalNow(clock?.offset_ms ?? 0);
    const dateOf = (at: number) => legalDateOf(at, { zone: 'Asia/Shanghai' });
    const today = dateOf(now);
    const own = ownPosts(actor).filter((post) => bodyOfDeputies(post) !== null);
    const organisations = [...new Set(own.map((post) => post.organisationId))];
    const deputies = new DeputyRepository(sql);
    const posts = (await deputies.postsOf(organisations, today)).filter((post) =>
      own.some((mine) => mayStandInFor(post, mine)),
    );
    const byId = new Map<string, HeldPost>(posts.map((post) => [post.id, post]));
    const grants = await deputies.readFor(actor.personId, organisations, dateOf(now - shownDays * 86_400_000));
    const shown = grants.map((grant) => ({ grant, view: present(actor, grant, byId.get(grant.principalPost), today) }));
    const nameable = posts.filter((post) => postToName(actor, post) !== undefined);
    const isMine = (grant: GrantRead) =>
      grant.principalPerson === actor.personId || grant.deputyPerson === actor.personId;
    const oversees = (grant: GrantRead) => nameable.some((post) => post.id === grant.principalPost);
    return {
      standingIn: shown.filter(({ grant }) => grant.deputyPerson === actor.personId).map(({ view }) => view),
      forMe: shown.filter(({ grant }) => grant.principalPerson === actor.personId).map(({ view }) => view),
      ofBody: shown.filter(({ grant }) => !isMine(grant) && oversees(grant)).map(({ view }) => view),
      posts: nameable.map((post) => ({
        id: post.id,
        role: post.role,
        organisation: post.organisationId,
        holder: { id: post.personId, name: post.personName },
      })),
      candidates:
        nameable.length === 0
          ? []
          : posts.map((post) => ({
              person: { id: post.personId, name: post.personName },
              organisation: post.organisationId,
              role: post.role,
            })),
    };
  });
}

function stateOf(grant: GrantRead, today: LegalDate): DeputyView['state'] {
  if (grant.revocation) return 'revoked';
  if (grant.validTo < today) return 'over';
  return grant.validFrom > today ? 'coming' : 'standing';
}

function present(actor: Actor, grant: GrantRead, post: HeldPost | undefined, today: LegalDate): DeputyView {
  const { scope, revocation } = grant;
  const revoked = revocation !== null;
  return {
    id: grant.id,
    post: {
      id: grant.principalPost,
      role: grant.role,
      organisation: { id: grant.organisationId, name: grant.organisationName },
    },
    principal: { id: grant.principalPerson, name: grant.principalName },
    deputy: { id: grant.deputyPerson, name: grant.deputyName },
    validFrom: grant.validFrom,
    validTo: grant.validTo,
    scope: {
      kind: scope.kind,
      callId: scope.kind === 'call' ? scope.callId : null,
      steps: scope.kind === 'steps' ? (scope.steps as Step[]) : [],
    },
    reason: grant.reason,
    grantedAt: new Date(grant.grantedAt).toISOString(),
    state: stateOf(grant, today),
    revoked: revocation && { at: new Date(revocation.at).toISOString(), reason: revocation.reason },
    mayRevoke: post !== undefined && entitled(actor, 'deputy-revoke', { post, grant, revoked, today }).allowed,
  };
}
