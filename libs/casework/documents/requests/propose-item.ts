import type { ProposedItem, ProposeItemInput } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { bodyOfStage } from '../../../contracts/procedure';
import { newId } from '../../../persistence/bytes';
import { ProposalRepository } from '../../../persistence/documents/proposal-repository';
import { actorFacts, CaseWork } from '../../cases/case-work';
import { permitAsking } from '../../cases/permit';
import { seatsOfStage } from '../../cases/stage-moves';
import { levelOfPanel } from '../../evaluation/panel-rule';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { requireOpenStage } from './request-at-work';

/**
 * An expert of the panel that sits proposes what to ask for; the handler words it and takes out who proposed it. Read by
 * the panel's body alone. Refused: not-found for whoever does not sit, case-closed, on-hold, handing-over.
 */
export function proposeItem(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key } & ProposeItemInput,
  office: Office,
): Promise<ProposedItem> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const { stage } = work.file;
    const seats = stage === null ? [] : await seatsOfStage(work, stage);
    const seat = seats.find((one) => one.personId === actor.personId);
    const post = permitAsking(actor, 'propose-item', work, { stage, seated: seat !== undefined });
    if (!seat || stage === null) throw new Refused('not-found');
    const open = await requireOpenStage(work);
    const id = newId('itemProposal');
    await new ProposalRepository(sql).insert({
      id,
      caseId: work.file.id,
      stageId: open.id,
      level: levelOfPanel(stage),
      seatId: seat.id,
      personId: actor.personId,
      title: input.title,
      accepts: input.accepts,
      reason: input.reason,
      proposedAt: work.now,
      mergedInto: null,
    });
    work.record('itemProposed', bodyOfStage[stage], { actor: actorFacts(actor, post), stage, title: input.title });
    await work.settle();
    return { id, caseId: work.file.id, at: new Date(work.now).toISOString() };
  });
}
