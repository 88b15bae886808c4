import { Refused } from '../../../contracts/errors';
import { fieldError } from '../../../contracts/field-errors';
import type { Id } from '../../../contracts/ids';
import type { LedgerRow } from '../../../persistence/deadlines/ledger-repository';
import { DecisionRepository } from '../../../persistence/approval/decision-repository';
import type { Task } from '../../../persistence/cases/task-repository';
import { RequestRepository } from '../../../persistence/documents/request-repository';
import type { ActAtWork, Effected } from '../../approval/act-at-work';
import { actorFacts, type CaseWork } from '../../cases/case-work';
import { openTasks } from '../../cases/open-tasks';
import { endRequest } from './end-request';
import { extendAnswerLimit, goOnAfter } from './request-clock';
import { requireRules } from './request-at-work';

/**
 * The time to answer is over: the asking handler has to say what follows; nothing ends by itself, and a late answer is
 * still taken. What was passed on opens no such decision: the province answers without it, or takes it back.
 */
export async function openLapse(work: CaseWork, row: LedgerRow): Promise<boolean> {
  const ledger = await work.ledger();
  const request = row.requestId ? await new RequestRepository(work.sql).find(row.requestId) : undefined;
  ledger.miss(row, null);
  if (request?.state !== 'sent' || request.parentId !== null) return false;
  const stage = (await work.stages.ofCase(work.file.id)).find(
    (one) => one.id === request.stageId && one.endedAt === null,
  );
  if (!stage || (await lapseTasks(work, request.id)).length > 0) return false;
  await openTasks(work, stage, [{ step: 'decide-lapse', seatId: null, requestId: request.id }], [], null);
  return false;
}

async function lapseTasks(work: CaseWork, requestId: Id<'request'>): Promise<Task[]> {
  return (await work.tasks.ofCase(work.file.id)).filter(
    (task) =>
      task.requestId === requestId &&
      task.state === 'open' &&
      (task.step === 'decide-lapse' || task.step === 'confirm-lapse'),
  );
}

/** The answer came after all, or more time was granted: there is nothing to decide any more. */
export async function cancelLapse(work: CaseWork, requestId: Id<'request'>): Promise<void> {
  const ids = (await lapseTasks(work, requestId)).map((task) => task.id);
  await work.tasks.cancel(ids, work.now);
  await work.tasks.hide(ids);
  (await work.ledger()).cancelTasks(ids);
}

/** A proposal is only kept; days are checked when it is made. Refused as `invalid-input`. */
export function proposeLapse({ work, decision }: ActAtWork): Promise<undefined> {
  const { days } = decision.form as { days?: number };
  if (days !== undefined && days > requireRules(work).extension.days.value)
    throw new Refused('invalid-input', { fields: [fieldError('days', 'days-outside')] });
  return Promise.resolve(undefined);
}

/** The checker agrees: only now the proposal takes effect. Refused: request-not-open. */
export async function confirmLapse({ work, task, actor, post }: ActAtWork): Promise<Effected> {
  const proposal = task.openedBy ? await new DecisionRepository(work.sql).find(task.openedBy) : undefined;
  const request = task.requestId ? await new RequestRepository(work.sql).find(task.requestId) : undefined;
  if (!proposal || request?.state !== 'sent') throw new Refused('request-not-open');
  const { reasons, days } = proposal.form as { reasons: string; days?: number };
  work.record('lapseDecided', request.fromBody, {
    actor: actorFacts(actor, post),
    stage: request.stage,
    number: request.number,
    outcome: proposal.outcome,
    days: days ?? null,
    reasons,
  });
  if (proposal.outcome === 'extended') {
    await extendAnswerLimit(work, request, days ?? 0);
    await new RequestRepository(work.sql).save(request);
  } else {
    await endRequest(work, request, proposal.outcome === 'lapsed' ? 'lapsed' : 'closed', reasons);
    if (proposal.outcome !== 'lapsed') await goOnAfter(work, request);
  }
  return { proposed: proposal.outcome, requestId: request.id };
}
