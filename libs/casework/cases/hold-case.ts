import type { CaseReceipt, HoldInput, ResumeInput } from '../../contracts/api/cases';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { bodyOfStage } from '../../contracts/procedure';
import type { Actor, Post } from '../../contracts/posts';
import { HoldRepository } from '../../persistence/cases/hold-repository';
import { refreshLimits } from '../deadlines/recalculate';
import { ringDue } from '../deadlines/ring';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { actorFacts, type CaseWork } from './case-work';
import { lockCaseFor, receiptOf } from './case-acts';

/** 中止. Open limits pause, nothing rings, open tasks refuse. Refused: not-found, not-entitled, handing-over, case-closed, on-hold, invalid-input. */
export function holdCase(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key } & HoldInput,
  office: Office,
): Promise<CaseReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, post } = await lockCaseFor(actor, 'hold', input.caseId, office, sql);
    if (input.reviewOn <= work.today) {
      throw new Refused('invalid-input', { fields: [fieldError('reviewOn', 'must-be-later')] });
    }
    await ringDue(work);
    const ledger = await work.ledger();
    ledger.pauseAll();
    work.file.status = 'on-hold';
    work.file.rev += 1;
    await new HoldRepository(sql).hold(
      work.file.id,
      { reason: input.reason, reviewOn: input.reviewOn as LegalDate, since: work.now },
      post.id,
    );
    recordAct(work, actor, post, 'caseHeld', { reason: input.reason, reviewOn: input.reviewOn });
    await refreshLimits(work, ledger, await openTasksOf(work));
    await work.settle();
    return receiptOf(work);
  });
}

/** 恢复. Limits go on where they stopped. Refused: not-found, not-entitled, case-closed, not-on-hold. */
export function resumeCase(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key } & ResumeInput,
  office: Office,
): Promise<CaseReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, post } = await lockCaseFor(actor, 'resume', input.caseId, office, sql);
    const ledger = await work.ledger();
    await ledger.knowRungs(sql, ledger.open());
    ledger.resumeAll();
    work.file.status = 'open';
    work.file.rev += 1;
    await new HoldRepository(sql).resume(work.file.id, work.now);
    recordAct(work, actor, post, 'caseResumed', { reason: input.reason });
    await refreshLimits(work, ledger, await openTasksOf(work));
    await work.settle();
    return receiptOf(work);
  });
}

function recordAct(
  work: CaseWork,
  actor: Actor,
  post: Post,
  type: 'caseHeld' | 'caseResumed',
  facts: Record<string, unknown>,
): void {
  const body = work.file.stage ? bodyOfStage[work.file.stage] : 'province';
  work.record(type, body, { actor: actorFacts(actor, post), ...facts });
}

const openTasksOf = async (work: CaseWork) =>
  (await work.tasks.ofCase(work.file.id)).filter((task) => task.state === 'open');
