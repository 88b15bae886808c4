import type { CaseReceipt } from '../../contracts/api/cases';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import type { CaseAct } from '../../domain/people/case-actions';
import { seesCase } from '../../domain/people/relation';
import { HoldRepository, type PendingWithdrawal } from '../../persistence/cases/hold-repository';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import type { Sql } from '../../persistence/sql';
import type { Office } from '../office';
import { CaseWork } from './case-work';
import { permitCase } from './permit';
import { receiptOfAct } from './receipts';

export interface CaseAtWork {
  work: CaseWork;
  post: Post;
  open: CaseStage;
  withdrawal: PendingWithdrawal | undefined;
}

/**
 * Locks a case for an act on the whole of it and checks the post. Refused: not-found, not-entitled, other-side, case-closed, on-hold,
 * not-on-hold, handing-over (between two stages), already-designated, withdrawal-pending, no-withdrawal-pending.
 */
export async function lockCaseFor(
  actor: Actor,
  act: Exclude<CaseAct, 'add-document'>,
  caseId: Id<'case'>,
  office: Office,
  sql: Sql,
): Promise<CaseAtWork> {
  const work = await CaseWork.lock(office, sql, caseId, actor);
  if (!seesCase(work.standing(actor), work.parties, false)) throw new Refused('not-found');
  const withdrawal = await new HoldRepository(sql).pendingWithdrawal(caseId);
  const stages = await work.stages.ofCase(caseId);
  const post = permitCase(actor, act, work, { stages, withdrawal });
  const open = stages.find((stage) => stage.endedAt === null);
  if (!open) throw new Refused('handing-over');
  return { work, post, open, withdrawal };
}

export const receiptOf = (work: CaseWork, waitsForAgreement = false): CaseReceipt => ({
  ...receiptOfAct(work),
  status: work.file.status,
  waitsForAgreement,
});
