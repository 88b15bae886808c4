import { Controller, Inject } from '@nestjs/common';
import { commentOnCase, unwatchCase, watchCase } from '../../../../libs/casework/cases/case-verbs';
import { copyCase } from '../../../../libs/casework/cases/copy-case';
import { assignTask, replyToTask, takeBackTask } from '../../../../libs/casework/inbox/assign-task';
import { handOverTask, reassignTask } from '../../../../libs/casework/inbox/pass-on-task';
import { recuseFromTask } from '../../../../libs/casework/inbox/recuse-task';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { caseId } from '../../../../libs/contracts/api/cases';
import {
  assignInput,
  passedOn,
  passOnInput,
  receiverList,
  recusedAnswer,
  recuseInput,
  replyInput,
  taskId,
} from '../../../../libs/contracts/api/tasks';
import {
  actReceipt,
  colleagueList,
  commentInput,
  copiesQuery,
  copyInput,
  copyList,
  watchAnswer,
} from '../../../../libs/contracts/api/verbs';
import type { Actor } from '../../../../libs/contracts/posts';
import { readColleagues } from '../../../../libs/views/cases/case-verbs';
import { readCopied } from '../../../../libs/views/inbox/copied';
import { readReceivers } from '../../../../libs/views/inbox/receivers';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const comment = endpoint({
  method: 'POST',
  path: '/cases/:id/comments',
  summary: 'Comment to one’s own body or to all parties',
  permission: 'signed-in',
  params: caseId,
  body: commentInput,
  answer: actReceipt,
  once: true,
});
const watch = endpoint({
  method: 'POST',
  path: '/cases/:id/watch',
  summary: 'Be told of the stages of a case',
  permission: 'signed-in',
  params: caseId,
  answer: watchAnswer,
  once: true,
});
const unwatch = endpoint({
  method: 'POST',
  path: '/cases/:id/unwatch',
  summary: 'Be told of a case no longer',
  permission: 'signed-in',
  params: caseId,
  answer: watchAnswer,
  once: true,
});
const copy = endpoint({
  method: 'POST',
  path: '/cases/:id/copies',
  summary: 'Copy a case to a colleague or a post of one’s own body',
  permission: 'signed-in',
  params: caseId,
  body: copyInput,
  answer: actReceipt,
  once: true,
});
const copied = endpoint({
  method: 'GET',
  path: '/copies',
  summary: 'Cases copied to me, newest first',
  permission: 'signed-in',
  query: copiesQuery,
  answer: copyList,
});
const colleagues = endpoint({
  method: 'GET',
  path: '/cases/:id/colleagues',
  summary: 'Who works for my body on a case',
  permission: 'signed-in',
  params: caseId,
  answer: colleagueList,
});
const receivers = endpoint({
  method: 'GET',
  path: '/tasks/:id/receivers',
  summary: 'To whom I may pass a task on',
  permission: 'signed-in',
  params: taskId,
  answer: receiverList,
});
const handOver = endpoint({
  method: 'POST',
  path: '/tasks/:id/hand-over',
  summary: 'Hand a task over to another of its post',
  permission: 'signed-in',
  params: taskId,
  body: passOnInput,
  answer: passedOn,
  once: true,
});
const reassign = endpoint({
  method: 'POST',
  path: '/tasks/:id/reassign',
  summary: 'Give a task of one’s body to another of its post',
  permission: { roles: ['provincial-manager', 'national-manager'] },
  params: taskId,
  body: passOnInput,
  answer: passedOn,
  once: true,
});
const assign = endpoint({
  method: 'POST',
  path: '/tasks/:id/assign',
  summary: 'Ask a colleague for a reply',
  permission: 'signed-in',
  params: taskId,
  body: assignInput,
  answer: passedOn,
  once: true,
});
const takeBack = endpoint({
  method: 'POST',
  path: '/tasks/:id/take-back',
  summary: 'Wait for a reply no longer',
  permission: 'signed-in',
  params: taskId,
  answer: passedOn,
  once: true,
});
const reply = endpoint({
  method: 'POST',
  path: '/tasks/:id/reply',
  summary: 'Reply to the holder of a task',
  permission: 'signed-in',
  params: taskId,
  body: replyInput,
  answer: passedOn,
  once: true,
});
const recuse = endpoint({
  method: 'POST',
  path: '/tasks/:id/recuse',
  summary: 'Step back from a task, for good',
  permission: 'signed-in',
  params: taskId,
  body: recuseInput,
  answer: recusedAnswer,
  once: true,
});

@Controller()
export class VerbsController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(comment)
  comment(@Me() me: Actor, @Checked() { params, body }: Given<typeof comment>, @OnceKey() key: Key) {
    return commentOnCase(me, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(watch)
  watch(@Me() me: Actor, @Checked() { params }: Given<typeof watch>, @OnceKey() key: Key) {
    return watchCase(me, { caseId: params.id, key }, this.office);
  }

  @Route(unwatch)
  unwatch(@Me() me: Actor, @Checked() { params }: Given<typeof unwatch>, @OnceKey() key: Key) {
    return unwatchCase(me, { caseId: params.id, key }, this.office);
  }

  @Route(copy)
  copy(@Me() me: Actor, @Checked() { params, body }: Given<typeof copy>, @OnceKey() key: Key) {
    return copyCase(me, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(copied)
  copied(@Me() me: Actor, @Checked() { query }: Given<typeof copied>) {
    return readCopied(this.room, me, query);
  }

  @Route(colleagues)
  colleagues(@Me() me: Actor, @Checked() { params }: Given<typeof colleagues>) {
    return readColleagues(this.room, me, params.id);
  }

  @Route(receivers)
  receivers(@Me() me: Actor, @Checked() { params }: Given<typeof receivers>) {
    return readReceivers(this.room, me, params.id);
  }

  @Route(handOver)
  handOver(@Me() me: Actor, @Checked() { params, body }: Given<typeof handOver>, @OnceKey() key: Key) {
    return handOverTask(me, { taskId: params.id, key, ...body }, this.office);
  }

  @Route(reassign)
  reassign(@Me() me: Actor, @Checked() { params, body }: Given<typeof reassign>, @OnceKey() key: Key) {
    return reassignTask(me, { taskId: params.id, key, ...body }, this.office);
  }

  @Route(assign)
  assign(@Me() me: Actor, @Checked() { params, body }: Given<typeof assign>, @OnceKey() key: Key) {
    return assignTask(me, { taskId: params.id, key, ...body }, this.office);
  }

  @Route(takeBack)
  takeBack(@Me() me: Actor, @Checked() { params }: Given<typeof takeBack>, @OnceKey() key: Key) {
    return takeBackTask(me, { taskId: params.id, key }, this.office);
  }

  @Route(reply)
  reply(@Me() me: Actor, @Checked() { params, body }: Given<typeof reply>, @OnceKey() key: Key) {
    return replyToTask(me, { taskId: params.id, key, ...body }, this.office);
  }

  @Route(recuse)
  recuse(@Me() me: Actor, @Checked() { params, body }: Given<typeof recuse>, @OnceKey() key: Key) {
    return recuseFromTask(me, { taskId: params.id, key, ...body }, this.office);
  }
}
