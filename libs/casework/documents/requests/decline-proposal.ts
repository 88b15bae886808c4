import type { DeclineProposalInput, ProposedItem } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { bodyOfStage } from '../../../contracts/procedure';
import { ProposalRepository } from '../../../persistence/documents/proposal-repository';
import { actorFacts, CaseWork } from '../../cases/case-work';
import { permitAsking } from '../../cases/permit';
import type { Office } from '../../office';
import { once, type Key } from '../../once';

/**
 * The handler does not take up what an expert proposed, for a reason that stays in the body's record: neither the panel
 * nor the other side is told. Refused as draftRequest (who may ask may decline to), and not-found for a proposal of the
 * other body's panel, proposal-settled.
 */
export function declineProposal(
  actor: Actor,
  input: { proposalId: Id<'itemProposal'>; key: Key } & DeclineProposalInput,
  office: Office,
): Promise<ProposedItem> {
  return once(office, actor, input.key, async (sql) => {
    const proposals = new ProposalRepository(sql);
    const named = await proposals.find(input.proposalId);
    if (!named) throw new Refused('not-found');
    const work = await CaseWork.lock(office, sql, named.caseId, actor);
    const { stage } = work.file;
    const post = permitAsking(actor, 'draft-request', work, { stage, seated: false });
    // Read again: it may have been taken up before the lock was had.
    const proposal = await proposals.find(input.proposalId);
    if (!proposal || stage === null || bodyOfStage[stage] !== proposal.level) throw new Refused('not-found');
    if (proposal.declined || proposal.mergedInto) throw new Refused('proposal-settled');
    await proposals.decline(proposal.id, { by: actor.personId, at: work.now, reason: input.reason });
    work.record('itemProposalDeclined', proposal.level, {
      actor: actorFacts(actor, post),
      stage,
      title: proposal.title,
      reason: input.reason,
    });
    await work.settle();
    return { id: proposal.id, caseId: proposal.caseId, at: new Date(work.now).toISOString() };
  });
}
