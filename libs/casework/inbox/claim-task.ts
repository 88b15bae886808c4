import type { ClaimAnswer } from '../../contracts/api/tasks';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bodyOfTask } from '../../domain/people/entitled';
import { lockTask, requireEntitled } from '../approval/decide-task';
import { actorFacts } from '../cases/case-work';
import type { Office } from '../office';
import { once, type Key } from '../once';

/**
 * Takes a task on. Claiming what one holds already changes nothing. Refused: not-found, not-entitled, other-side,
 * same-person, case-closed, on-hold, task-not-open, claimed-by-another.
 */
export function claimTask(actor: Actor, input: { taskId: Id<'task'>; key: Key }, office: Office): Promise<ClaimAnswer> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const { work, task } = at;
    const post = requireEntitled(actor, at);
    if (task.holderId === actor.personId) return answer(task.id, task.rev, task.claimedAt);
    if (task.holderId !== null) throw new Refused('claimed-by-another');
    await work.tasks.claim(task.id, actor.personId, post.id, work.now);
    work.record('taskClaimed', bodyOfTask(task), {
      actor: actorFacts(actor, post),
      stage: task.stage,
      task: task.id,
      step: task.step,
    });
    await work.settle();
    return answer(task.id, task.rev + 1, work.now);
  });
}

/** Gives a task back to its post. Refused as claimTask, and `not-claimed` where one does not hold it, awaiting-reply. */
export function releaseTask(
  actor: Actor,
  input: { taskId: Id<'task'>; key: Key },
  office: Office,
): Promise<ClaimAnswer> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const { work, task } = at;
    const post = requireEntitled(actor, at);
    if (task.holderId !== actor.personId) throw new Refused('not-claimed');
    if (task.assignedTo !== null) throw new Refused('awaiting-reply');
    await work.tasks.release(task.id);
    work.record('taskReleased', bodyOfTask(task), {
      actor: actorFacts(actor, post),
      stage: task.stage,
      task: task.id,
      step: task.step,
    });
    await work.settle();
    return answer(task.id, task.rev + 1, null);
  });
}

const answer = (id: Id<'task'>, rev: number, claimedAt: number | null): ClaimAnswer => ({
  id,
  rev,
  claimedAt: claimedAt === null ? null : new Date(claimedAt).toISOString(),
  mine: claimedAt !== null,
});
