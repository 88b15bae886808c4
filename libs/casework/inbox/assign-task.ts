import type { AssignInput, PassedOn, ReplyInput } from '../../contracts/api/tasks';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { bodyOfTask } from '../../domain/people/entitled';
import { newId } from '../../persistence/bytes';
import { AssignmentRepository } from '../../persistence/cases/assignment-repository';
import { lockTask } from '../approval/decide-task';
import { actorFacts } from '../cases/case-work';
import { nameOfPerson } from '../cases/copy-case';
import { permitTask, type TaskAtWork } from '../cases/permit';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { tell } from './pass-on-task';
import { requireColleague } from './receiver';
import { receiptOfAct } from '../cases/receipts';

/**
 * 委派: the holder asks a colleague of the body for a reply and keeps the task, which nobody decides until the reply
 * comes or is waited for no more. Refused as claimTask and requireColleague, and not-claimed, claimed-by-another,
 * awaiting-reply, already-holds.
 */
export function assignTask(
  actor: Actor,
  input: { taskId: Id<'task'>; key: Key } & AssignInput,
  office: Office,
): Promise<PassedOn> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const { work, task } = at;
    const post = permitTask(actor, 'assign', at);
    if (input.personId === actor.personId) throw new Refused('already-holds');
    await requireColleague(at, input.personId);
    await new AssignmentRepository(sql).open(
      {
        id: newId('assignment'),
        taskId: task.id,
        caseId: work.file.id,
        stage: task.stage,
        step: task.step,
        byPerson: actor.personId,
        byPost: post.id,
        toPerson: input.personId,
        question: input.question,
        askedAt: work.now,
      },
      task,
    );
    await tell(work, [input.personId], 'reply-asked', await nameOfPerson(work, actor.personId));
    const to = await nameOfPerson(work, input.personId);
    work.record('replyAsked', bodyOfTask(task), {
      ...facts(actor, post, at),
      person: input.personId,
      to,
      text: input.question,
    });
    await work.settle();
    return answerOf(at, input.personId);
  });
}

/**
 * The reply: the task is the holder's to decide again. Whoever helped with one part of a paper does no other part.
 * Refused: not-found, not-entitled, other-side, case-closed, task-not-open, on-hold, nothing-assigned.
 */
export function replyToTask(
  actor: Actor,
  input: { taskId: Id<'task'>; key: Key } & ReplyInput,
  office: Office,
): Promise<PassedOn> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const { work, task } = at;
    const post = permitTask(actor, 'reply', at);
    await new AssignmentRepository(sql).end(task, input.reply, work.now);
    if (task.holderId) await tell(work, [task.holderId], 'reply-given', await nameOfPerson(work, actor.personId));
    work.record('replyGiven', bodyOfTask(task), { ...facts(actor, post, at), text: input.reply });
    await work.settle();
    return answerOf(at, null);
  });
}

/** The holder waits for the reply no longer. Refused as claimTask, and not-claimed, claimed-by-another, nothing-assigned. */
export function takeBackTask(actor: Actor, input: { taskId: Id<'task'>; key: Key }, office: Office): Promise<PassedOn> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const { work, task } = at;
    const post = permitTask(actor, 'take-back', at);
    await new AssignmentRepository(sql).end(task, null, work.now);
    work.record('replyTakenBack', bodyOfTask(task), { ...facts(actor, post, at), person: task.assignedTo });
    await work.settle();
    return answerOf(at, null);
  });
}

const facts = (actor: Actor, post: Post, { task }: TaskAtWork) => ({
  actor: actorFacts(actor, post),
  task: task.id,
  step: task.step,
});

const answerOf = ({ work, task }: TaskAtWork, waitsForReplyOf: Id<'person'> | null): PassedOn => ({
  ...receiptOfAct(work),
  id: task.id,
  rev: task.rev + 1,
  holder: task.holderId,
  waitsForReplyOf,
});
