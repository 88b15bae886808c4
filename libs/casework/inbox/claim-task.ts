import type { ClaimAnswer } from '../../contracts/api/tasks';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bodyOfTask } from '../../domain/people/entitled';
import { lockTask } from '../approval/decide-task';
import { actorFacts } from '../cases/case-work';
import { permitTask } from '../cases/permit';
import type { Office } from '../office';
import { once, type Key } from '../once';

/**
 * Takes a task on. Claiming what one holds already changes nothing. Refused: not-found, not-entitled, other-side,
 * same-person, recused, case-closed, on-hold, task-not-open, claimed-by-another.
 */
export function claimTask(actor: Actor, input: { taskId: Id<'task'>; key: Key }, office: Office): Promise<ClaimAnswer> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const { work, task } = at;
    const post = permitTask(actor, 'claim', at);
    if (task.holderId === actor.personId) return answer(task.id, task.rev, task.claimedAt);
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
    const post = permitTask(actor, 'release', at);
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
