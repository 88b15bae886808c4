import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { OrderRepository } from '../../persistence/deadlines/order-repository';
import type { CaseWork } from '../cases/case-work';
import { reachAbove, reachFacts } from '../people/reach';

/** Tells the next in line of every order whose answer is overdue, once each. Called where the limits of a case ring. */
export async function ringOrders(work: CaseWork): Promise<void> {
  if (work.file.orderAlarmAt === null || work.file.orderAlarmAt > work.now) return;
  const orders = new OrderRepository(work.sql);
  const notifications = new NotificationRepository(work.sql);
  for (const order of await orders.waiting(work.file.id)) {
    if (order.alarmAt > work.now) break;
    const reached = await reachAbove(work, order.body, order);
    const params = { number: work.file.number, order: order.number, dueOn: order.replyDue };
    await notifications.add(
      reached.people.map((personId) => ({
        personId,
        caseId: order.caseId,
        code: 'order-overdue',
        params,
        at: work.now,
      })),
    );
    await orders.rung(order.id, work.now);
    work.record('orderOverdue', order.body, {
      number: order.number,
      dueOn: order.replyDue,
      step: order.step,
      task: order.taskId,
      ...reachFacts(reached),
    });
  }
  await awaitNextOrder(work);
}

/** Sets the alarm of the case's orders anew; `settle` wakes the engine if it is the earliest thing. */
export async function awaitNextOrder(work: CaseWork): Promise<void> {
  await work.ledger();
  const [next] = await new OrderRepository(work.sql).waiting(work.file.id);
  work.file.orderAlarmAt = next?.alarmAt ?? null;
}
