import type { ActReceipt, CommentInput, WatchAnswer } from '../../contracts/api/verbs';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import { bodyOfRole, type Actor, type Body, type Post } from '../../contracts/posts';
import type { CaseVerb } from '../../domain/people/case-verbs';
import { seesCase } from '../../domain/people/relation';
import { WatchRepository } from '../../persistence/cases/watch-repository';
import type { Sql } from '../../persistence/sql';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { actorFacts, CaseWork } from './case-work';
import { bodyOf, permitCase } from './permit';
import { receiptOfAct } from './receipts';

export interface VerbAtWork {
  work: CaseWork;
  post: Post;
  /** The body for which the actor speaks. */
  body: Body;
}

/** Locks the case for a verb. Refused: not-found, not-entitled, other-side, case-closed. */
export async function lockForVerb(
  actor: Actor,
  verb: CaseVerb,
  caseId: Id<'case'>,
  office: Office,
  sql: Sql,
): Promise<VerbAtWork> {
  const work = await CaseWork.lock(office, sql, caseId, actor);
  const post = permitCase(actor, verb, work);
  return { work, post, body: bodyOf(post) };
}

/**
 * 留言, on the case or on a task of one's own body: to the body, or to all parties, who read which body said it and no
 * name. Refused as lockForVerb, and invalid-input for a task that is not of the body.
 */
export function commentOnCase(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key } & CommentInput,
  office: Office,
): Promise<ActReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, post, body } = await lockForVerb(actor, 'comment', input.caseId, office, sql);
    const task = input.taskId ? await taskOfBody(work, input.taskId, body) : null;
    work.record(input.audience === 'all' ? 'commented' : 'bodyCommented', body, {
      actor: actorFacts(actor, post),
      body,
      text: input.text,
      ...(task ? { task: task.id, step: task.step } : {}),
    });
    await work.settle();
    return receiptOfAct(work);
  });
}

async function taskOfBody(work: CaseWork, taskId: Id<'task'>, body: Body) {
  const task = (await work.tasks.ofCase(work.file.id)).find((one) => one.id === taskId);
  if (!task?.role || bodyOfRole[task.role] !== body) {
    throw new Refused('invalid-input', { fields: [fieldError('taskId', 'not-offered')] });
  }
  return task;
}

/**
 * Watches a case: told of every stage it enters and of its end. A wish of the reader, not an act on the record: no
 * event. Idempotent by the key of the table. Refused as lockForVerb.
 */
export function watchCase(actor: Actor, input: { caseId: Id<'case'>; key: Key }, office: Office): Promise<WatchAnswer> {
  return once(office, actor, input.key, async (sql) => {
    const { work } = await lockForVerb(actor, 'watch', input.caseId, office, sql);
    await new WatchRepository(sql).watch(input.caseId, actor.personId, work.now);
    return { caseId: input.caseId, watching: true };
  });
}

/** Watches no longer; also a case that was closed meanwhile. Refused: not-found. */
export function unwatchCase(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key },
  office: Office,
): Promise<WatchAnswer> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    if (!seesCase(actor, work.parties, false)) throw new Refused('not-found');
    await new WatchRepository(sql).unwatch(input.caseId, actor.personId);
    return { caseId: input.caseId, watching: false };
  });
}
