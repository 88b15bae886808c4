import type { EndedPost, GrantedPost, ProposePostInput } from '../../contracts/api/people';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import type { LegalDate } from '../../contracts/deadlines';
import type { Actor } from '../../contracts/posts';
import { dayNumber, legalDate } from '../../domain/deadlines/civil';
import { requireEntitled } from '../../domain/people/entitlement';
import { conflictOf, isAdministrator, isPostOf } from '../../domain/people/granting';
import { newId } from '../../persistence/bytes';
import { AdministratorRepository } from '../../persistence/people/administrator-repository';
import { PersonRepository } from '../../persistence/people/person-repository';
import { PostRepository, type PostRecord } from '../../persistence/people/post-repository';
import { UnitRepository } from '../../persistence/people/unit-repository';
import type { Sql } from '../../persistence/sql';
import type { Office } from '../office';
import type { Key } from '../once';
import { administer } from './administration';
import { requireConfirmed } from './confirmed';

/**
 * Proposes a post for a person; it holds from the moment a second person confirms it. Nobody proposes one for themselves.
 * Refused: not-entitled, not-found, second-person, post-held, posts-apart, invalid-input (no such post at that organisation, another's unit, pool, days).
 */
export function proposePost(
  actor: Actor,
  input: { personId: Id<'person'>; key: Key } & ProposePostInput,
  office: Office,
): Promise<{ id: Id<'proposal'> }> {
  return administer(office, actor, input.key, async ({ sql, record, now }) => {
    const { personId, organisationId, role, unitId, pool } = input;
    const post = requireEntitled(actor, 'propose-post', { personId });
    const proposed = {
      ...{ personId, organisationId, role, unitId, pool },
      from: input.from as LegalDate,
      to: input.to as LegalDate | null,
    };
    await requireGrantable(sql, proposed);
    const id = newId('proposal');
    await new PostRepository(sql).propose({
      id,
      ...proposed,
      state: 'open',
      proposedBy: actor.personId,
      proposedAt: now,
    });
    record('postProposed', post, { proposal: id, ...factsOf(proposed) });
    return { id };
  });
}

/** Asked about where there is no proposal: whoever grants nothing is not told so. */
const nobodys = { personId: 'person_none', proposedBy: 'person_none' } as const;

/** Confirms a proposal of somebody else for somebody else: the person holds the post. Relies on the lock of the proposal's row: decided once. Refused as proposePost, and second-person, proposal-ended, step-up-needed. */
export function confirmPost(
  actor: Actor,
  input: { proposalId: Id<'proposal'>; key: Key },
  office: Office,
): Promise<GrantedPost> {
  return administer(office, actor, input.key, async ({ sql, record, now }) => {
    const posts = new PostRepository(sql);
    const proposal = await posts.lockProposal(input.proposalId);
    if (!proposal) {
      requireEntitled(actor, 'confirm-post', nobodys);
      throw new Refused('not-found');
    }
    const by = requireEntitled(actor, 'confirm-post', proposal);
    if (proposal.state !== 'open') throw new Refused('proposal-ended');
    requireConfirmed(actor);
    await requireGrantable(sql, proposal);
    const { id: proposalId, personId, organisationId, unitId, role, pool, from, to } = proposal;
    const post: PostRecord = { id: newId('post'), personId, organisationId, unitId, role, pool, from, to };
    await posts.insert(post);
    await posts.endProposal(proposalId, 'confirmed', post.id, actor.personId, now);
    record('postConfirmed', by, { proposal: proposalId, post: post.id, ...factsOf(post) });
    return { id: proposalId, postId: post.id };
  });
}

/** Refuses a proposal, or takes one's own back. Refused: not-entitled, not-found, proposal-ended. */
export function refusePost(
  actor: Actor,
  input: { proposalId: Id<'proposal'>; key: Key },
  office: Office,
): Promise<GrantedPost> {
  return administer(office, actor, input.key, async ({ sql, record, now }) => {
    const posts = new PostRepository(sql);
    const proposal = await posts.lockProposal(input.proposalId);
    const by = requireEntitled(actor, 'refuse-post', { proposedBy: proposal?.proposedBy ?? null });
    if (!proposal) throw new Refused('not-found');
    if (proposal.state !== 'open') throw new Refused('proposal-ended');
    await posts.endProposal(proposal.id, 'refused', null, actor.personId, now);
    record('postRefused', by, { proposal: proposal.id, ...factsOf(proposal) });
    return { id: proposal.id, postId: null };
  });
}

/**
 * Ends a post: `lastDay` is its last, yesterday at the earliest. From today on nothing may be held through it any more.
 * One person ends what two have granted (docs/decisions/0016); the last post of an administrator's kind is not ended.
 * Refused: not-entitled, not-found, step-up-needed, post-ended, tasks-held, last-administrator, invalid-input.
 */
export function endPost(
  actor: Actor,
  input: { postId: Id<'post'>; lastDay: string; key: Key },
  office: Office,
): Promise<EndedPost> {
  return administer(office, actor, input.key, async ({ sql, record, today }) => {
    const by = requireEntitled(actor, 'end-post', null);
    const posts = new PostRepository(sql);
    const found = await posts.find(input.postId);
    if (!found) throw new Refused('not-found');
    requireConfirmed(actor);
    const administrators = new AdministratorRepository(sql);
    if (isAdministrator(found.role)) await administrators.lock();
    await new PersonRepository(sql).find(found.personId, true);
    const post = await posts.find(input.postId);
    if (!post || (post.to !== null && post.to < today)) throw new Refused('post-ended');
    const earliest = legalDate(dayNumber(today) - 1);
    if (input.lastDay < earliest || input.lastDay < post.from)
      throw new Refused('invalid-input', { fields: [fieldError('lastDay', 'too-early')] });
    // To lengthen is to grant, and needs two persons.
    if (post.to !== null && input.lastDay > post.to)
      throw new Refused('invalid-input', { fields: [fieldError('lastDay', 'after-end')] });
    const heldTasks = await posts.heldTasks(post.id);
    if (input.lastDay <= today && heldTasks > 0) throw new Refused('tasks-held', { facts: { tasks: heldTasks } });
    const after = legalDate(dayNumber(input.lastDay) + 1);
    if (isAdministrator(post.role) && !(await administrators.anyBut([post.id], post.role, after)))
      throw new Refused('last-administrator');
    await posts.change({ ...post, to: input.lastDay as LegalDate });
    record('postEnded', by, { post: post.id, ...factsOf(post), lastDay: input.lastDay });
    return { id: post.id, lastDay: input.lastDay, heldTasks };
  });
}

const factsOf = ({ personId, organisationId, unitId, role, pool, from, to }: Omit<PostRecord, 'id'>) => ({
  ...{ person: personId, organisation: organisationId, unit: unitId },
  ...{ role, pool, from, to },
});

/** Locks the person, so that two posts granted at once see each other. */
async function requireGrantable(sql: Sql, post: Omit<PostRecord, 'id'>): Promise<void> {
  if (!(await new PersonRepository(sql).find(post.personId, true))) throw new Refused('not-found');
  const units = new UnitRepository(sql);
  const organisation = await units.organisation(post.organisationId);
  if (!organisation) throw new Refused('not-found');
  const wrong = (path: string, code: Parameters<typeof fieldError>[1]): never => {
    throw new Refused('invalid-input', { fields: [fieldError(path, code)] });
  };
  if (!isPostOf(post.role, organisation.kind)) wrong('role', 'not-at-organisation');
  if ((post.role === 'expert') !== (post.pool !== null)) wrong('pool', 'pool-with-expert');
  if (post.to !== null && post.to < post.from) wrong('to', 'before-start');
  if (post.unitId !== null) {
    const unit = await units.find(post.unitId);
    if (unit?.organisationId !== organisation.id || unit.closedOn !== null) wrong('unitId', 'not-of-organisation');
  }
  const conflict = conflictOf(post, await new PostRepository(sql).ofPerson(post.personId));
  if (conflict) throw new Refused(conflict);
}
