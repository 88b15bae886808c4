import { Controller, Inject } from '@nestjs/common';
import { decideTask } from '../../../../libs/casework/approval/decide-task';
import { recallAct } from '../../../../libs/casework/approval/recall-act';
import { claimTask, releaseTask } from '../../../../libs/casework/inbox/claim-task';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import {
  claimAnswer,
  decisionInput,
  decisionReceipt,
  inbox,
  inboxQuery,
  recallAnswer,
  recallInput,
  taskId,
  taskView,
} from '../../../../libs/contracts/api/tasks';
import type { Actor } from '../../../../libs/contracts/posts';
import { readInbox } from '../../../../libs/views/inbox/inbox';
import { readTask } from '../../../../libs/views/inbox/task-view';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const list = endpoint({
  method: 'GET',
  path: '/tasks',
  summary: 'My inbox, most urgent first',
  permission: 'signed-in',
  query: inboxQuery,
  answer: inbox,
});
const read = endpoint({
  method: 'GET',
  path: '/tasks/:id',
  summary: 'A task with all its form needs',
  permission: 'signed-in',
  params: taskId,
  answer: taskView,
});
const claim = endpoint({
  method: 'POST',
  path: '/tasks/:id/claim',
  summary: 'Claim a task',
  permission: 'signed-in',
  params: taskId,
  answer: claimAnswer,
  once: true,
});
const release = endpoint({
  method: 'POST',
  path: '/tasks/:id/release',
  summary: 'Give a task back to its post',
  permission: 'signed-in',
  params: taskId,
  answer: claimAnswer,
  once: true,
});
const decide = endpoint({
  method: 'POST',
  path: '/tasks/:id/decision',
  summary: 'Decide a task',
  permission: 'signed-in',
  params: taskId,
  body: decisionInput,
  answer: decisionReceipt,
  once: true,
});
const recall = endpoint({
  method: 'POST',
  path: '/tasks/:id/recall',
  summary: 'Take back one’s own act',
  permission: 'signed-in',
  params: taskId,
  body: recallInput,
  answer: recallAnswer,
  once: true,
});

@Controller()
export class InboxController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(list)
  list(@Me() me: Actor, @Checked() { query }: Given<typeof list>) {
    return readInbox(this.room, me, query);
  }

  @Route(read)
  read(@Me() me: Actor, @Checked() { params }: Given<typeof read>) {
    return readTask(this.room, me, params.id);
  }

  @Route(claim)
  claim(@Me() me: Actor, @Checked() { params }: Given<typeof claim>, @OnceKey() key: Key) {
    return claimTask(me, { taskId: params.id, key }, this.office);
  }

  @Route(release)
  release(@Me() me: Actor, @Checked() { params }: Given<typeof release>, @OnceKey() key: Key) {
    return releaseTask(me, { taskId: params.id, key }, this.office);
  }

  @Route(decide)
  decide(@Me() me: Actor, @Checked() { params, body }: Given<typeof decide>, @OnceKey() key: Key) {
    return decideTask(me, { taskId: params.id, key, ...body }, this.office);
  }

  @Route(recall)
  recall(@Me() me: Actor, @Checked() { params, body }: Given<typeof recall>, @OnceKey() key: Key) {
    return recallAct(me, { taskId: params.id, key, ...body }, this.office);
  }
}
