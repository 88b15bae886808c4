import { Controller, Inject } from '@nestjs/common';
import { logCall as log } from '../../../../libs/casework/deadlines/log-call';
import {
  answerOrder as answerTo,
  closeOrder as closeIt,
  issueOrder as issueOn,
  repeatOrder,
} from '../../../../libs/casework/deadlines/supervision-order';
import { urgeCase } from '../../../../libs/casework/deadlines/urge-case';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { caseId } from '../../../../libs/contracts/api/cases';
import {
  answerOrder,
  callInput,
  closeOrder,
  issueOrder,
  orderId,
  orderReceipt,
  supervision,
} from '../../../../libs/contracts/api/supervision';
import { taskId } from '../../../../libs/contracts/api/tasks';
import { actReceipt, urgeInput } from '../../../../libs/contracts/api/verbs';
import type { Actor } from '../../../../libs/contracts/posts';
import { readSupervision } from '../../../../libs/views/deadlines/supervision';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const managers = { roles: ['provincial-manager', 'national-manager'] } as const;
const read = endpoint({
  method: 'GET',
  path: '/cases/:id/supervision',
  summary: 'What was done to keep a case moving',
  permission: 'signed-in',
  params: caseId,
  answer: supervision,
});
const urge = endpoint({
  method: 'POST',
  path: '/cases/:id/urge',
  summary: 'Urge whoever holds the open tasks',
  permission: 'signed-in',
  params: caseId,
  body: urgeInput,
  answer: actReceipt,
  once: true,
});
const issue = endpoint({
  method: 'POST',
  path: '/tasks/:id/orders',
  summary: 'Issue a supervision order on a task',
  permission: managers,
  params: taskId,
  body: issueOrder,
  answer: orderReceipt,
  once: true,
  status: 201,
});
const answer = endpoint({
  method: 'POST',
  path: '/orders/:id/answer',
  summary: 'Answer a supervision order',
  permission: 'signed-in',
  params: orderId,
  body: answerOrder,
  answer: orderReceipt,
  once: true,
});
const close = endpoint({
  method: 'POST',
  path: '/orders/:id/close',
  summary: 'Close a supervision order',
  permission: managers,
  params: orderId,
  body: closeOrder,
  answer: orderReceipt,
  once: true,
});
const repeat = endpoint({
  method: 'POST',
  path: '/orders/:id/repeat',
  summary: 'Repeat a supervision order under a new number',
  permission: managers,
  params: orderId,
  body: issueOrder,
  answer: orderReceipt,
  once: true,
  status: 201,
});
const logCall = endpoint({
  method: 'POST',
  path: '/cases/:id/call-log',
  summary: 'Log a telephone call about a case',
  permission: 'signed-in',
  params: caseId,
  body: callInput,
  answer: actReceipt,
  once: true,
});

@Controller()
export class SupervisionController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(read)
  read(@Me() me: Actor, @Checked() { params }: Given<typeof read>) {
    return readSupervision(this.room, me, params.id);
  }

  @Route(urge)
  urge(@Me() me: Actor, @Checked() { params, body }: Given<typeof urge>, @OnceKey() key: Key) {
    return urgeCase(me, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(issue)
  issue(@Me() me: Actor, @Checked() { params, body }: Given<typeof issue>, @OnceKey() key: Key) {
    return issueOn(me, { taskId: params.id, key, ...body }, this.office);
  }

  @Route(answer)
  answer(@Me() me: Actor, @Checked() { params, body }: Given<typeof answer>, @OnceKey() key: Key) {
    return answerTo(me, { orderId: params.id, key, ...body }, this.office);
  }

  @Route(close)
  close(@Me() me: Actor, @Checked() { params, body }: Given<typeof close>, @OnceKey() key: Key) {
    return closeIt(me, { orderId: params.id, key, ...body }, this.office);
  }

  @Route(repeat)
  repeat(@Me() me: Actor, @Checked() { params, body }: Given<typeof repeat>, @OnceKey() key: Key) {
    return repeatOrder(me, { orderId: params.id, key, ...body }, this.office);
  }

  @Route(logCall)
  logCall(@Me() me: Actor, @Checked() { params, body }: Given<typeof logCall>, @OnceKey() key: Key) {
    return log(me, { caseId: params.id, key, ...body }, this.office);
  }
}
