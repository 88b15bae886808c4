import type { PassedOn, PassOnInput } from '../../contracts/api/tasks';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { bodyOfTask } from '../../domain/people/entitled';
import { AssignmentRepository } from '../../persistence/cases/assignment-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { lockTask } from '../approval/decide-task';
import { actorFacts, type CaseWork } from '../cases/case-work';
import { nameOfPerson } from '../cases/copy-case';
import { permitTask, type TaskAtWork } from '../cases/permit';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { requireReceiver } from './receiver';
import { receiptOfAct } from '../cases/receipts';

type Input = { taskId: Id<'task'>; key: Key } & PassOnInput;

/**
 * 改派: the body's manager gives a task to another holder of its post; a reply that was waited for is waited for no
 * more. Seats of a panel are filled by the panel's rules, not so. Refused: not-found, not-entitled, other-side,
 * case-closed, task-not-open, on-hold, already-holds, and as requireReceiver.
 */
export function reassignTask(actor: Actor, input: Input, office: Office): Promise<PassedOn> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const post = permitTask(actor, 'reassign', at);
    return give(actor, post, at, input, 'taskReassigned');
  });
}

/**
 * 转办: the holder gives a task to another holder of its post. Refused as claimTask and requireReceiver, and
 * not-claimed, awaiting-reply, already-holds.
 */
export function handOverTask(actor: Actor, input: Input, office: Office): Promise<PassedOn> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const post = permitTask(actor, 'hand-over', at);
    return give(actor, post, at, input, 'taskHandedOver');
  });
}

async function give(
  actor: Actor,
  post: Post,
  at: TaskAtWork,
  input: Pick<Input, 'personId' | 'reason'>,
  type: 'taskReassigned' | 'taskHandedOver',
): Promise<PassedOn> {
  const { work, task } = at;
  if (task.holderId === input.personId) throw new Refused('already-holds');
  const theirs = await requireReceiver(at, input.personId);
  const raised = task.assignedTo === null ? 1 : 2;
  await new AssignmentRepository(work.sql).end(task, null, work.now);
  await work.tasks.claim(task.id, input.personId, theirs.id, work.now);
  const told = [input.personId, task.holderId, task.assignedTo].filter(
    (one): one is Id<'person'> => one !== null && one !== actor.personId,
  );
  await tell(
    work,
    [...new Set(told)],
    type === 'taskReassigned' ? 'reassigned' : 'handed-over',
    await nameOfPerson(work, input.personId),
  );
  work.record(type, bodyOfTask(task), {
    actor: actorFacts(actor, post),
    task: task.id,
    step: task.step,
    person: input.personId,
    from: task.holderId ? await nameOfPerson(work, task.holderId) : null,
    to: await nameOfPerson(work, input.personId),
    reason: input.reason,
  });
  await work.settle();
  return {
    ...receiptOfAct(work),
    id: task.id,
    rev: task.rev + raised,
    holder: input.personId,
    waitsForReplyOf: null,
  };
}

export async function tell(
  work: CaseWork,
  people: Id<'person'>[],
  code: 'reassigned' | 'handed-over' | 'reply-asked' | 'reply-given' | 'recused' | 'recused-to-you' | 'task-unstaffed',
  by: Awaited<ReturnType<typeof nameOfPerson>>,
): Promise<void> {
  await new NotificationRepository(work.sql).add(
    people.map((personId) => ({
      personId,
      caseId: work.file.id,
      code,
      params: { number: work.file.number, by },
      at: work.now,
    })),
  );
}
