import type { ActReceipt } from '../../../contracts/api/verbs';
import type { Id } from '../../../contracts/ids';
import { mainPart } from '../../../contracts/messages';
import type { Actor } from '../../../contracts/posts';
import { bodyOfStage, isArchiveStage } from '../../../contracts/procedure';
import { receiptOfAct } from '../../cases/receipts';
import { actorFacts, CaseWork } from '../../cases/case-work';
import { permitCase } from '../../cases/permit';
import { enterInto } from '../../cases/stage-moves';
import type { Office } from '../../office';
import { once, type Key } from '../../once';

/**
 * 补充归档: later papers open the archive's stage again, in its next round, and the engine is told; a workflow that is
 * over is started again by the message. Of two at once the second finds the archive open. Refused: not-found,
 * not-entitled, other-side, not-archived, archive-open.
 */
export function openSupplement(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key; reason: string },
  office: Office,
): Promise<ActReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const post = permitCase(actor, 'open-supplement', work);
    const { stage } = work.file;
    if (stage === null || !isArchiveStage(stage)) throw new Error('an accepted file lies in a stage of the archive');
    work.record('supplementOpened', bodyOfStage[stage], {
      actor: actorFacts(actor, post),
      stage,
      reason: input.reason,
    });
    const earlier = await work.stages.ofCase(work.file.id);
    await work.stages.follow(work.file.id);
    work.file.archive = 'open';
    await enterInto(work, stage, mainPart, null, earlier);
    work.send({ kind: 'look' });
    await work.settle();
    return receiptOfAct(work);
  });
}
