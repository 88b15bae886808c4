import { handlerOf } from '../../../domain/people/posts-of-body';
import type { Task } from '../../../persistence/cases/task-repository';
import { ExtensionRepository } from '../../../persistence/documents/extension-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { CaseWork } from '../../cases/case-work';
import { releaseClock } from './request-clock';
import { tell } from './tell';

/** Ends requests with the stage they were raised in; their tasks fall with the stage's. The other side is told. */
export async function withdrawWithStage(work: CaseWork, requests: readonly DocumentRequest[]): Promise<void> {
  for (const request of requests) {
    if (request.parentId !== null && requests.some((one) => one.id === request.parentId)) continue;
    await endRequest(work, request, 'withdrawn', null);
    await releaseClock(work, request);
  }
}

/** Ends every open request of a case that ends. */
export async function endRequestsOfTasks(work: CaseWork, tasks: readonly Task[]): Promise<void> {
  const ids = [...new Set(tasks.flatMap((task) => task.requestId ?? []))];
  const open = (await new RequestRepository(work.sql).many(ids)).filter((request) => request.endedAt === null);
  await withdrawWithStage(work, open);
}

/**
 * Ends a request, and what was passed on from it: tasks and limits fall, an undecided extension is void, the other side is
 * told. `reason` is read by the other side.
 */
export async function endRequest(
  work: CaseWork,
  request: DocumentRequest,
  state: 'withdrawn' | 'lapsed' | 'closed',
  reason: string | null,
): Promise<void> {
  const requests = new RequestRepository(work.sql);
  const all = await requests.ofCase(work.file.id);
  const fallen = all.filter((one) => one.endedAt === null && (one.id === request.id || one.parentId === request.id));
  const ids = new Set(fallen.map((one) => one.id));
  await cancelTasks(work, ids);
  await new ExtensionRepository(work.sql).voidOpen([...ids], work.now);
  for (const one of fallen) {
    const ended = one.id === request.id ? request : one;
    Object.assign(ended, { state: one.id === request.id ? state : 'withdrawn', endedAt: work.now, endReason: reason });
    await requests.save(ended);
    if (ended.sentAt !== null) await tellEnd(work, ended);
  }
}

async function cancelTasks(work: CaseWork, ids: ReadonlySet<string>): Promise<void> {
  const tasks = (await work.tasks.ofCase(work.file.id)).filter(
    (task) => task.state === 'open' && task.requestId !== null && ids.has(task.requestId),
  );
  const fallen = tasks.map((task) => task.id);
  await work.tasks.cancel(fallen, work.now);
  await work.tasks.hide(fallen);
  (await work.ledger()).cancelTasks(fallen);
}

async function tellEnd(work: CaseWork, request: DocumentRequest): Promise<void> {
  const code = request.state === 'withdrawn' ? 'request-withdrawn' : 'request-closed';
  await tell(work, { body: request.toBody, roles: [handlerOf(request.toBody)] }, code, request);
  work.record(request.state === 'withdrawn' ? 'requestWithdrawn' : 'requestClosed', request.toBody, {
    stage: request.stage,
    number: request.number,
    reason: request.endReason,
  });
}
