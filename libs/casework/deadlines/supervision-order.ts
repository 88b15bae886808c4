import type { AnswerOrder, CloseOrder, IssueOrder, OrderReceipt } from '../../contracts/api/supervision';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Actor, Body, Post } from '../../contracts/posts';
import { bodyOnCase, seesCase } from '../../domain/people/relation';
import { newId } from '../../persistence/bytes';
import type { Task } from '../../persistence/cases/task-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { OrderRepository, type SupervisionOrder } from '../../persistence/deadlines/order-repository';
import type { Sql } from '../../persistence/sql';
import { lockTask, requireOpen } from '../approval/decide-task';
import { actorFacts, CaseWork } from '../cases/case-work';
import { bodyOf, permitOrder, permitTask, type TaskAtWork } from '../cases/permit';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { reach, reachFacts, type Reached } from '../people/reach';
import { alarmOfOrder } from './recalculate';
import { awaitNextOrder } from './ring-orders';
import { nextNumberOf, receiptOfAct } from '../cases/receipts';

/**
 * 督办单: the manager of a body demands an answer, by a legal date, of whoever holds an open task of the body (its post
 * while nobody does). The number is the next of the body's series of the year, without gaps: it is taken in the commit
 * of the order. Refused: not-found, not-entitled, other-side, case-closed, task-not-open, on-hold, invalid-input.
 */
export function issueOrder(
  actor: Actor,
  input: { taskId: Id<'task'>; key: Key } & IssueOrder,
  office: Office,
): Promise<OrderReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const post = permitTask(actor, 'order', at);
    return issue(actor, post, bodyOf(post, at.work.parties), at, input, null);
  });
}

/**
 * The manager asks again under a new number that names the old one; of whoever holds the task now. Refused as
 * issueOrder, and order-ended. An order is repeated once (unique key).
 */
export function repeatOrder(
  actor: Actor,
  input: { orderId: Id<'order'>; key: Key } & IssueOrder,
  office: Office,
): Promise<OrderReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, order } = await lockOrder(office, sql, actor, input.orderId);
    const post = permitOrder(actor, 'order-repeat', work, { ...order, holderId: null });
    const siblings = await work.tasks.ofCase(work.file.id);
    const task = siblings.find((one) => one.id === order.taskId);
    if (!task) throw new Error('an order has a task');
    await new OrderRepository(sql).end(order.id, 'repeated', actor.personId, work.now, null);
    return issue(actor, post, order.body, { work, task, siblings }, input, order);
  });
}

async function issue(
  actor: Actor,
  post: Post,
  body: Body,
  at: TaskAtWork,
  input: IssueOrder,
  repeats: SupervisionOrder | null,
): Promise<OrderReceipt> {
  const { work, task } = at;
  requireOpen(at);
  if (input.replyDue <= work.today)
    throw new Refused('invalid-input', { fields: [fieldError('replyDue', 'must-be-later')] });
  if (!task.role || !task.organisationId) throw new Error('an order goes to a post');
  const order: SupervisionOrder = {
    id: newId('order'),
    caseId: work.file.id,
    number: await nextNumberOf(work, 'SO', body),
    body,
    organisationId: task.organisationId,
    taskId: task.id,
    step: task.step,
    toRole: task.role,
    toPerson: task.holderId,
    demand: input.demand,
    replyDue: input.replyDue as LegalDate,
    alarmAt: alarmOfOrder(work, { body, replyDue: input.replyDue as LegalDate }),
    calendarVersion: work.calendar.version,
    rungAt: null,
    repeats: repeats?.id ?? null,
    state: 'open',
    byPerson: actor.personId,
    byPost: post.id,
    issuedAt: work.now,
  };
  await new OrderRepository(work.sql).insert(order);
  const reached = await tellOrder(work, order, task);
  work.record('orderIssued', body, {
    actor: actorFacts(actor, post),
    ...{ number: order.number, task: task.id, step: task.step, demand: order.demand, dueOn: order.replyDue },
    ...reachFacts(reached),
    ...(repeats ? { repeats: repeats.number } : {}),
  });
  await awaitNextOrder(work);
  await work.settle();
  return receiptOf(work, order, 'open');
}

async function tellOrder(work: CaseWork, order: SupervisionOrder, task: Task): Promise<Reached> {
  const reached = await reach(work, order.body, ['holder'], [task]);
  const params = { number: work.file.number, order: order.number, dueOn: order.replyDue };
  await new NotificationRepository(work.sql).add(
    reached.people.map((personId) => ({ personId, caseId: work.file.id, code: 'order-issued', params, at: work.now })),
  );
  return reached;
}

/**
 * The answer of the holder; the manager is told. Answered once: what it lacks is asked for by repeating the order.
 * Refused: not-found, not-entitled, other-side, order-ended.
 */
export function answerOrder(
  actor: Actor,
  input: { orderId: Id<'order'>; key: Key } & AnswerOrder,
  office: Office,
): Promise<OrderReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, order } = await lockOrder(office, sql, actor, input.orderId);
    const task = (await work.tasks.ofCase(work.file.id)).find((one) => one.id === order.taskId);
    // Whoever decided the task answers for it, unless the order was given to the post since, when they left.
    const decidedBy = order.toPerson === null ? null : (task?.decidedBy ?? null);
    const holderId = task?.state === 'open' ? task.holderId : decidedBy;
    const post = permitOrder(actor, 'order-answer', work, { ...order, holderId });
    await new OrderRepository(sql).answer(order.id, input.answer, actor.personId, work.now);
    await new NotificationRepository(sql).add([
      {
        personId: order.byPerson,
        caseId: order.caseId,
        code: 'order-answered',
        params: { number: work.file.number, order: order.number },
        at: work.now,
      },
    ]);
    work.record('orderAnswered', order.body, {
      actor: actorFacts(actor, post),
      number: order.number,
      text: input.answer,
    });
    await awaitNextOrder(work);
    await work.settle();
    return receiptOf(work, order, 'answered');
  });
}

/** The manager closes an order, answered or not; also of a case that is closed. Refused: not-found, not-entitled, other-side, order-ended. */
export function closeOrder(
  actor: Actor,
  input: { orderId: Id<'order'>; key: Key } & CloseOrder,
  office: Office,
): Promise<OrderReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, order } = await lockOrder(office, sql, actor, input.orderId);
    const post = permitOrder(actor, 'order-close', work, { ...order, holderId: null });
    await new OrderRepository(sql).end(order.id, 'closed', actor.personId, work.now, input.note ?? null);
    work.record('orderClosed', order.body, {
      actor: actorFacts(actor, post),
      number: order.number,
      note: input.note ?? null,
    });
    await awaitNextOrder(work);
    await work.settle();
    return receiptOf(work, order, 'closed');
  });
}

async function lockOrder(
  office: Office,
  sql: Sql,
  actor: Actor,
  id: Id<'order'>,
): Promise<{ work: CaseWork; order: SupervisionOrder }> {
  const orders = new OrderRepository(sql);
  const caseId = await orders.caseOf(id);
  if (!caseId) throw new Refused('not-found');
  const work = await CaseWork.lock(office, sql, caseId, actor);
  const order = await orders.find(id);
  // Orders are the body's own: to others on the case there are none.
  const sees = work
    .standing(actor)
    .posts.some(
      (post) => post.organisationId === order?.organisationId && bodyOnCase(post, work.parties) === order.body,
    );
  if (!order || !sees || !seesCase(actor, work.parties, false)) throw new Refused('not-found');
  return { work, order };
}

const receiptOf = (work: CaseWork, order: SupervisionOrder, state: SupervisionOrder['state']): OrderReceipt => ({
  ...receiptOfAct(work),
  orderId: order.id,
  number: order.number,
  state,
});
