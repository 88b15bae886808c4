import type { LegalDate } from '../../../contracts/deadlines';
import { isIntake } from '../../../domain/documents/request-parties';
import type { LedgerRow } from '../../../persistence/deadlines/ledger-repository';
import type { Task } from '../../../persistence/cases/task-repository';
import type { DocumentRequest } from '../../../persistence/documents/request-repository';
import type { CaseWork } from '../../cases/case-work';
import { refreshLimits } from '../../deadlines/recalculate';
import { tell } from './tell';

/** Whether the asking body's own clock stands still for it: not at an intake, and not for what is only passed on. */
const stopsClock = (request: DocumentRequest): boolean => !isIntake(request.stage) && request.parentId === null;
/** Whether an intake's limit closed with it and starts anew. */
const restartsClock = (request: DocumentRequest): boolean => isIntake(request.stage) && request.parentId === null;

/** At an intake the limit closes with the sending. */
export async function closeIntakeLimit(work: CaseWork, request: DocumentRequest): Promise<void> {
  (await work.ledger()).closeForCorrection(request.stageId, work.today);
}

/** Served: the answer's limit begins, and from the day after the asking body's clock stands still. Sets `dueOn`. */
export async function startAnswerLimit(work: CaseWork, request: DocumentRequest, servedOn: LegalDate): Promise<void> {
  const ledger = await work.ledger();
  const service = ledger.rowOfRequest(request.id, 'service');
  if (service) ledger.meet(service, null);
  const task = await taskOfRequest(work, request);
  if (task) {
    const { id, stageId, stage, toBody, dueDays } = request;
    const at = { requestId: id, stageId, stage, taskId: task.id, body: toBody };
    request.dueOn = ledger.beginRequest({ ...at, days: dueDays, servedOn }).dueOn;
  }
  if (stopsClock(request)) {
    await ledger.knowRungs(work.sql, ledger.open());
    const rows = ledger.pauseByRequest(request.fromBody, servedOn);
    if (rows.some(isCommitment)) await tellStopped(work, request, servedOn);
  }
  await refresh(work);
}

/** More time: the running row is extended; where it ran out already, a new one begins today. Sets `dueOn`. */
export async function extendAnswerLimit(work: CaseWork, request: DocumentRequest, days: number): Promise<void> {
  const ledger = await work.ledger();
  const row = ledger.rowOfRequest(request.id, 'request');
  if (row) {
    await ledger.knowRungs(work.sql, [row]);
    ledger.extend(row, days);
    request.dueOn = row.dueOn;
  } else {
    const task = await taskOfRequest(work, request);
    if (!task) return;
    const { id, stageId, stage, toBody } = request;
    const at = { requestId: id, stageId, stage, taskId: task.id, body: toBody };
    request.dueOn = ledger.beginRequest({ ...at, days, servedOn: work.today }).dueOn;
  }
  await refresh(work);
}

/**
 * Whether the answer comes after its limit: it was served, and no row of it was met in time. The row was met with the
 * task in this unit of work, or had run out before.
 */
export async function isLate(work: CaseWork, request: DocumentRequest): Promise<boolean> {
  if (request.servedOn === null) return false;
  const rows = (await work.ledger()).rows.filter((row) => row.requestId === request.id && row.subject === 'request');
  return !rows.some((row) => row.state === 'met' && (row.dueAt === null || work.now <= row.dueAt));
}

/**
 * What was waited for is here, or is waited for no longer: an intake's limit starts anew, a clock that stood still goes
 * on, from today. Call it once for a request that was sent.
 */
export async function goOnAfter(work: CaseWork, request: DocumentRequest): Promise<void> {
  const ledger = await work.ledger();
  if (restartsClock(request)) ledger.restart({ id: request.stageId, stage: request.stage }, work.today);
  await releaseClock(work, request);
  await refresh(work);
}

/** A clock that stood still for the request goes on from today. */
export async function releaseClock(work: CaseWork, request: DocumentRequest): Promise<void> {
  if (!stopsClock(request) || request.servedOn === null) return;
  const ledger = await work.ledger();
  await ledger.knowRungs(work.sql, ledger.open());
  const rows = ledger.resumeByRequest(request.fromBody, work.today);
  if (rows.some(isCommitment))
    work.record('commitmentGoesOn', request.fromBody, { body: request.fromBody, on: work.today });
}

const isCommitment = (row: LedgerRow): boolean => row.kind === 'commitment';

/** What stops a commitment is told to the applicant: which body's, and from when; not what was asked. */
async function tellStopped(work: CaseWork, request: DocumentRequest, servedOn: LegalDate): Promise<void> {
  work.record('commitmentStopped', request.fromBody, { body: request.fromBody, on: servedOn });
  // The hospital that is asked itself has the notice.
  if (request.toBody === 'hospital') return;
  const to = { body: 'hospital', roles: ['hospital-preparer'] } as const;
  await tell(work, to, 'commitment-stopped', { number: null }, { dueOn: servedOn });
}

async function refresh(work: CaseWork): Promise<void> {
  const open = (await work.tasks.ofCase(work.file.id)).filter((task) => task.state === 'open');
  await refreshLimits(work, await work.ledger(), open);
}

/** The other side's open task. */
async function taskOfRequest(work: CaseWork, request: DocumentRequest): Promise<Task | undefined> {
  const tasks = await work.tasks.ofCase(work.file.id);
  return tasks.find(
    (task) =>
      task.requestId === request.id &&
      task.state === 'open' &&
      (task.step === 'answer-request' || task.step === 'answer-passed-on'),
  );
}
