import type { CaseReceipt } from '../../contracts/api/cases';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { bodyOfPost, type Actor, type Post } from '../../contracts/posts';
import { postForCaseAct, type CaseAct } from '../../domain/people/case-actions';
import { seesCase } from '../../domain/people/relation';
import { HoldRepository, type PendingWithdrawal } from '../../persistence/cases/hold-repository';
import type { CaseFile } from '../../persistence/cases/case-file';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import type { Sql } from '../../persistence/sql';
import type { Office } from '../office';
import { CaseWork } from './case-work';

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
  const { file } = work;
  if (!seesCase(actor, work.parties, false)) throw new Refused('not-found');
  const withdrawal = await new HoldRepository(sql).pendingWithdrawal(caseId);
  const on = {
    kind: file.kind,
    stage: file.stage,
    parties: work.parties,
    designated: false,
  };
  // Whether the post may do such a thing at all comes first: a stranger learns nothing of the case's state.
  const may = (status: typeof file.status, pending: boolean): Post | undefined =>
    postForCaseAct(actor, act, { ...on, status, withdrawalPending: pending });
  const post = may(act === 'resume' ? 'on-hold' : 'open', act === 'agree-withdrawal');
  if (!post) throw new Refused('not-entitled');
  if (work.actedSides.some((side) => side !== bodyOfPost(post))) throw new Refused('other-side');
  if (file.status === 'closed') throw new Refused('case-closed');
  if (act === 'hold' && file.status === 'on-hold') throw new Refused('on-hold');
  if (act === 'resume' && file.status !== 'on-hold') throw new Refused('not-on-hold');
  if (isWithdrawal(act) && isDesignated(file)) throw new Refused('already-designated');
  if (act === 'withdraw' && withdrawal) throw new Refused('withdrawal-pending');
  if (act === 'agree-withdrawal' && !withdrawal) throw new Refused('no-withdrawal-pending');
  const open = (await work.stages.ofCase(caseId)).find((stage) => stage.endedAt === null);
  if (!open) throw new Refused('handing-over');
  return { work, post, open, withdrawal };
}

const isWithdrawal = (act: CaseAct): boolean => act === 'withdraw' || act === 'agree-withdrawal';
const isDesignated = (file: CaseFile): boolean => file.kind === 'designation' && file.centerId !== null;

export const receiptOf = (work: CaseWork, waitsForAgreement = false): CaseReceipt => ({
  receipt: `${work.file.number}-${String(work.file.eventSeq)}`,
  caseId: work.file.id,
  status: work.file.status,
  waitsForAgreement,
  at: new Date(work.now).toISOString(),
});
