import type { DeputyReceipt, NameDeputy, RevokeDeputy } from '../../contracts/api/deputies';
import type { LegalDate } from '../../contracts/deadlines';
import { Refused, type FieldError } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import { mayStandInFor, ownPosts, type Actor } from '../../contracts/posts';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { entitled } from '../../domain/people/entitlement';
import { bytesOf, newId } from '../../persistence/bytes';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { actorOfPerson } from '../../persistence/people/actor';
import { DeputyRepository, type DeputyGrant, type HeldPost } from '../../persistence/people/deputy-repository';
import { ProgrammeRepository } from '../../persistence/programmes/programme-repository';
import type { Sql } from '../../persistence/sql';
import { allowed } from '../cases/permit';
import { legalNow } from '../deadlines/seed-clock';
import type { Office } from '../office';
import { once, type Key } from '../once';

/** Locks the organisation of a post the actor may know of: theirs, or of a body of theirs. Refused: not-found. */
async function lockPost(actor: Actor, id: Id<'post'>, deputies: DeputyRepository): Promise<HeldPost> {
  const post = await deputies.post(id);
  if (!post) throw new Refused('not-found');
  const knows = post.personId === actor.personId || ownPosts(actor).some((own) => mayStandInFor(post, own));
  if (!knows) throw new Refused('not-found');
  await deputies.lockOrganisation(post.organisationId);
  return post;
}

/**
 * 代理（AB角）: names who stands in for a post, by its holder or the signatory or manager of the same body. The grant is
 * kept as it was made; what is decided about an organisation's deputies is decided one after the other (its row is
 * locked). Refused: not-found, not-entitled, post-not-deputised, deputy-self, deputy-not-of-body, deputy-double,
 * deputy-loop, invalid-input.
 */
export function nameDeputy(actor: Actor, input: NameDeputy & { key: Key }, office: Office): Promise<DeputyReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const deputies = new DeputyRepository(sql);
    const post = await lockPost(actor, input.postId, deputies);
    const at = await legalNow(sql, office.machineNow());
    const today = legalDateOf(at, { zone: 'Asia/Shanghai' });
    const fields = await mistakes(sql, input, post, today);
    if (fields.length > 0) throw new Refused('invalid-input', { fields });
    const [validFrom, validTo] = [input.validFrom as LegalDate, input.validTo as LegalDate];
    const wanted = {
      principalPost: post.id,
      principalPerson: post.personId,
      deputyPerson: input.personId,
      validFrom,
      validTo,
      scope: input.scope,
    };
    const by = allowed(
      entitled(actor, 'deputy-name', {
        post,
        wanted,
        deputyPosts: ownPosts(await actorOfPerson(sql, bytesOf(input.personId), '', validFrom)),
        standing: await deputies.standingIn(post.organisationId, validFrom, validTo),
      }),
    );
    const grant: DeputyGrant = {
      ...wanted,
      id: newId('deputy'),
      organisationId: post.organisationId,
      reason: input.reason,
      grantedPerson: actor.personId,
      grantedPost: by.id,
      grantedAt: at,
    };
    await deputies.insert(grant);
    await new NotificationRepository(sql).add([
      {
        personId: input.personId,
        caseId: null,
        code: 'deputy-named',
        params: { by: post.personName, validFrom, validTo },
        at,
      },
    ]);
    return { id: grant.id, at: new Date(at).toISOString() };
  });
}

const isDate = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

async function mistakes(sql: Sql, input: NameDeputy, post: HeldPost, today: LegalDate): Promise<FieldError[]> {
  const { validFrom, validTo, scope } = input;
  const fields: FieldError[] = [];
  if (!isDate(validFrom)) fields.push(fieldError('validFrom', 'format'));
  else if (validFrom < today) fields.push(fieldError('validFrom', 'in-the-past'));
  else if (validFrom < post.validFrom || (post.validTo !== null && validFrom > post.validTo))
    fields.push(fieldError('validFrom', 'not-offered'));
  if (!isDate(validTo)) fields.push(fieldError('validTo', 'format'));
  else if (validTo < validFrom) fields.push(fieldError('validTo', 'period-reversed'));
  if (scope.kind === 'call' && !(await new ProgrammeRepository(sql).call(scope.callId)))
    fields.push(fieldError('scope.callId', 'not-offered'));
  return fields;
}

/**
 * Ends a grant at once: by whoever may name, or by the deputy, who lays it down. Sessions that are open lose it with
 * their next request. Relies on the revocation's primary key: a grant is revoked once. Refused: not-found,
 * not-entitled, deputy-ended.
 */
export function revokeDeputy(
  actor: Actor,
  input: RevokeDeputy & { deputyId: Id<'deputy'>; key: Key },
  office: Office,
): Promise<DeputyReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const deputies = new DeputyRepository(sql);
    const known = await deputies.find(input.deputyId);
    if (!known) throw new Refused('not-found');
    const post = await lockPost(actor, known.principalPost, deputies);
    const grant = await deputies.find(input.deputyId);
    if (!grant) throw new Refused('not-found');
    const at = await legalNow(sql, office.machineNow());
    const today = legalDateOf(at, { zone: 'Asia/Shanghai' });
    const by = allowed(entitled(actor, 'deputy-revoke', { post, grant, revoked: grant.revoked, today }));
    await deputies.revoke(grant.id, { byPerson: actor.personId, byPost: by.id, reason: input.reason ?? null, at });
    if (grant.deputyPerson !== actor.personId) {
      await new NotificationRepository(sql).add([
        { personId: grant.deputyPerson, caseId: null, code: 'deputy-revoked', params: { by: post.personName }, at },
      ]);
    }
    return { id: grant.id, at: new Date(at).toISOString() };
  });
}
