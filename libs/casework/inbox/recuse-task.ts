import type { RecusedAnswer, RecuseInput } from '../../contracts/api/tasks';
import { coversAct } from '../../contracts/deputies';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { bodyOfTask } from '../../domain/people/entitled';
import { toldOfRecusal } from '../../domain/people/passing-on';
import { AssignmentRepository } from '../../persistence/cases/assignment-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { DeputyRepository } from '../../persistence/people/deputy-repository';
import { RecusalRepository } from '../../persistence/people/recusal-repository';
import { lockTask } from '../approval/decide-task';
import { receiptOfAct } from '../cases/receipts';
import { actorFacts } from '../cases/case-work';
import { nameOfPerson } from '../cases/copy-case';
import { permitTask, type TaskAtWork } from '../cases/permit';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { tell } from './pass-on-task';
import { findReceiver } from './receiver';

/**
 * 回避: whoever the task waits for steps back from it, for good. A task they held goes to the deputy who may take it,
 * else back to its post, and the manager is told, also that nobody is left. Seats of a panel declare their interests
 * instead. Relies on the primary key on person and task. Refused: not-found, not-entitled, other-side, same-person,
 * recused, case-closed, task-not-open, on-hold.
 */
export function recuseFromTask(
  actor: Actor,
  input: { taskId: Id<'task'>; key: Key } & RecuseInput,
  office: Office,
): Promise<RecusedAnswer> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const { work, task } = at;
    const post = permitTask(actor, 'recuse', at);
    const free = task.holderId === null || task.holderId === actor.personId;
    const recusals = new RecusalRepository(sql);
    const gone = (await recusals.ofTask(task.id)).add(actor.personId);
    const deputy = free ? await deputyFor(at, post, gone) : null;
    await recusals.insert({
      personId: actor.personId,
      taskId: task.id,
      caseId: work.file.id,
      postId: post.id,
      onBehalfOf: post.onBehalfOf?.personId ?? null,
      reason: input.reason,
      wentTo: deputy?.personId ?? null,
      at: work.now,
    });
    const raised = free ? await passOn(actor, at, deputy) : 0;
    const unstaffed = free && deputy === null && !(await anybodyLeft(at, gone));
    if (unstaffed) await work.tasks.markUnstaffed(task.id);
    await tellOthers(actor, at, deputy, unstaffed);
    const wentTo = deputy && { id: deputy.personId, name: await nameOfPerson(work, deputy.personId) };
    work.record('taskRecused', bodyOfTask(task), {
      actor: actorFacts(actor, post),
      stage: task.stage,
      task: task.id,
      step: task.step,
      reason: input.reason,
      ...(wentTo ? { person: wentTo.id, to: wentTo.name } : {}),
      ...(unstaffed ? { unstaffed } : {}),
    });
    await work.settle();
    return { ...receiptOfAct(work), id: task.id, rev: task.rev + raised, wentTo, unstaffed };
  });
}

interface Deputy {
  personId: Id<'person'>;
  post: Post;
}

/** The first deputy of the post whom nothing keeps from the task. */
async function deputyFor(at: TaskAtWork, post: Post, gone: ReadonlySet<Id<'person'>>): Promise<Deputy | null> {
  const { work, task } = at;
  const grants = await new DeputyRepository(work.sql).ofPost(post.id, work.today);
  const act = { callId: work.parties.callId, step: task.step };
  for (const { deputyPerson, scope } of grants) {
    if (gone.has(deputyPerson) || !coversAct(scope, act)) continue;
    const theirs = await findReceiver(at, deputyPerson);
    if (theirs) return { personId: deputyPerson, post: theirs };
  }
  return null;
}

/** Ends what the task waited for and gives it to the deputy, or back to its post. Answers how far `rev` rose. */
async function passOn(actor: Actor, { work, task }: TaskAtWork, deputy: Deputy | null): Promise<number> {
  await new AssignmentRepository(work.sql).end(task, null, work.now);
  const held = task.holderId === actor.personId;
  if (deputy) await work.tasks.claim(task.id, deputy.personId, deputy.post.id, work.now);
  else if (held) await work.tasks.release(task.id);
  return (task.assignedTo === null ? 0 : 1) + (deputy !== null || held ? 1 : 0);
}

/** Whether somebody is left whom nothing keeps from the task. */
async function anybodyLeft(at: TaskAtWork, gone: ReadonlySet<Id<'person'>>): Promise<boolean> {
  const { work, task } = at;
  if (!task.role || !task.organisationId) return false;
  const holders = await new NotificationRepository(work.sql).holders(
    [{ organisationId: task.organisationId, role: task.role }],
    work.today,
  );
  for (const person of holders) if (!gone.has(person) && (await findReceiver(at, person))) return true;
  return false;
}

async function tellOthers(actor: Actor, at: TaskAtWork, deputy: Deputy | null, unstaffed: boolean): Promise<void> {
  const { work, task } = at;
  const by = await nameOfPerson(work, actor.personId);
  if (deputy) await tell(work, [deputy.personId], 'recused-to-you', by);
  if (!task.organisationId) return;
  const managers = await new NotificationRepository(work.sql).holders(
    [{ organisationId: task.organisationId, role: toldOfRecusal(bodyOfTask(task)) }],
    work.today,
  );
  const others = managers.filter((person) => person !== actor.personId && person !== deputy?.personId);
  await tell(work, others, unstaffed ? 'task-unstaffed' : 'recused', by);
}
