import type { DraftCommentInput, PreReviewReceipt, ShareDraftInput, TickInput } from '../../contracts/api/pre-review';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Role } from '../../contracts/posts';
import { isWindowOpen } from '../../domain/declaration/window';
import { newId } from '../../persistence/bytes';
import { PreReviewRepository } from '../../persistence/documents/pre-review-repository';
import { ProgrammeRepository } from '../../persistence/programmes/programme-repository';
import { actorFacts, CaseWork } from '../cases/case-work';
import { permitOnDraft } from '../cases/permit';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { tell } from './requests/tell';
import { receiptOfAct } from '../cases/receipts';

interface OnCase {
  caseId: Id<'case'>;
  key: Key;
}

/**
 * 预审. The hospital opens its draft to the province, or closes it again; what was remarked stays. Refused: not-found,
 * not-entitled, other-side, pre-review-over once the declaration is signed or the window closed.
 */
export function shareDraft(actor: Actor, input: OnCase & ShareDraftInput, office: Office): Promise<PreReviewReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const reviews = new PreReviewRepository(sql);
    const post = permitOnDraft(actor, 'share-draft', work, await draftAt(work, reviews));
    await reviews.share(work.file.id, input.shared ? work.now : null, post.id);
    work.record('draftShared', 'hospital', { actor: actorFacts(actor, post), shared: input.shared });
    if (input.shared) await tell(work, { body: 'province', roles: ['provincial-handler'] }, 'draft-shared', nothing);
    await work.settle();
    return receiptOfAct(work);
  });
}

/**
 * A handler of the province remarks on the draft; it becomes a row of the hospital's check list. Not binding: no clock
 * runs, and nothing later looks at it. Refused as shareDraft, and draft-not-shared.
 */
export function commentOnDraft(
  actor: Actor,
  input: OnCase & DraftCommentInput,
  office: Office,
): Promise<PreReviewReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const reviews = new PreReviewRepository(sql);
    const post = permitOnDraft(actor, 'remark-on-draft', work, await draftAt(work, reviews));
    await reviews.add({
      id: newId('preReview'),
      caseId: work.file.id,
      postId: post.id,
      personId: actor.personId,
      text: input.text,
      commentedAt: work.now,
      doneAt: null,
    });
    work.record('draftCommented', 'province', { actor: actorFacts(actor, post), text: input.text });
    const hospital: Role[] = ['hospital-preparer'];
    await tell(work, { body: 'hospital', roles: hospital }, 'draft-commented', nothing);
    await work.settle();
    return receiptOfAct(work);
  });
}

/** The hospital ticks a row off, or takes the tick back. Refused as shareDraft. */
export function tickComment(
  actor: Actor,
  input: OnCase & TickInput & { commentId: Id<'preReview'> },
  office: Office,
): Promise<PreReviewReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const reviews = new PreReviewRepository(sql);
    permitOnDraft(actor, 'tick-remark', work, await draftAt(work, reviews));
    const comment = (await reviews.of(work.file.id)).find((one) => one.id === input.commentId);
    if (!comment) throw new Refused('not-found');
    await reviews.tick(comment.id, input.done ? work.now : null, input.done ? actor.personId : null);
    return receiptOfAct(work);
  });
}

const nothing = { number: null };

/** Remarks are made only while the declaration is written, and before the window closes. */
async function draftAt(work: CaseWork, reviews: PreReviewRepository): Promise<{ drafting: boolean; shared: boolean }> {
  const { file, programme, calendar, now } = work;
  const call = file.callId && (await new ProgrammeRepository(work.sql).call(file.callId));
  const open = Boolean(call) && file.status === 'open' && file.stage === 'declaration';
  return {
    drafting: open && Boolean(call && isWindowOpen(call, programme, calendar, now)),
    shared: (await reviews.sharedAt(file.id)) !== null,
  };
}
