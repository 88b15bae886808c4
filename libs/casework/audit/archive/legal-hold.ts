import type { LegalHoldReceipt } from '../../../contracts/api/archive';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { ArchiveRepository } from '../../../persistence/audit/archive-repository';
import { newId } from '../../../persistence/bytes';
import { receiptOfAct } from '../../cases/receipts';
import { actorFacts, CaseWork } from '../../cases/case-work';
import { bodyOf, permitCase } from '../../cases/permit';
import type { Office } from '../../office';
import { once, type Key } from '../../once';

/**
 * 法律保全: the file is kept whatever its retention class says. Several may stand, each for its own reason. The engine
 * disposes of nothing with or without one. Refused: not-found, not-entitled, other-side.
 */
export function placeLegalHold(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key; reason: string },
  office: Office,
): Promise<LegalHoldReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const post = permitCase(actor, 'place-legal-hold', work);
    const id = newId('legalHold');
    await new ArchiveRepository(sql).placeHold(
      { id, caseId: input.caseId, reason: input.reason, placedBy: actor.personId, placedAt: work.now },
      post.id,
    );
    work.file.legalHolds += 1;
    work.record('legalHoldPlaced', bodyOf(post, work.parties), {
      actor: actorFacts(actor, post),
      hold: id,
      reason: input.reason,
    });
    await work.settle();
    return { ...receiptOfAct(work), holdId: id };
  });
}

/** Of two at once the second finds it lifted. Refused: as placeLegalHold, no-legal-hold, legal-hold-lifted. */
export function liftLegalHold(
  actor: Actor,
  input: { caseId: Id<'case'>; holdId: Id<'legalHold'>; key: Key; reason: string },
  office: Office,
): Promise<LegalHoldReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const post = permitCase(actor, 'lift-legal-hold', work);
    const archive = new ArchiveRepository(sql);
    const hold = (await archive.holdsOf(input.caseId)).find((one) => one.id === input.holdId);
    if (!hold) throw new Refused('not-found');
    if (hold.liftedAt !== null) throw new Refused('legal-hold-lifted');
    await archive.liftHold(hold.id, { by: actor.personId, post: post.id, at: work.now, reason: input.reason });
    work.file.legalHolds -= 1;
    work.record('legalHoldLifted', bodyOf(post, work.parties), {
      actor: actorFacts(actor, post),
      hold: hold.id,
      reason: input.reason,
    });
    await work.settle();
    return { ...receiptOfAct(work), holdId: hold.id };
  });
}
