import { Controller, Inject } from '@nestjs/common';
import { askCheck as askCheckOf, checkRequest } from '../../../../libs/casework/documents/requests/check-draft';
import { draftRequest, reviseRequest } from '../../../../libs/casework/documents/requests/draft-request';
import { decideExtension } from '../../../../libs/casework/documents/requests/extensions';
import { sendRequest } from '../../../../libs/casework/documents/requests/send-request';
import { withdrawRequest } from '../../../../libs/casework/documents/requests/withdraw-request';
import { readCaseRequests } from '../../../../libs/views/documents/requests/case-requests';
import { listRequests } from '../../../../libs/views/documents/requests/request-list';
import { readPace } from '../../../../libs/views/documents/requests/request-pace';
import { readRequest } from '../../../../libs/views/documents/requests/request-page';
import { readNotice } from '../../../../libs/views/documents/requests/request-papers';
import type { Key } from '../../../../libs/casework/once';
import { Office } from '../../../../libs/casework/office';
import { caseId } from '../../../../libs/contracts/api/cases';
import {
  askCheckInput,
  caseRequests,
  checkInput,
  decideExtensionInput,
  draftInput,
  noticeView,
  requestId,
  requestList,
  requestPace,
  requestReceipt,
  requestView,
  requestsQuery,
  reviseInput,
  sendInput,
  withdrawRequestInput,
} from '../../../../libs/contracts/api/requests';
import type { Actor } from '../../../../libs/contracts/posts';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const list = endpoint({
  method: 'GET',
  path: '/requests',
  summary: 'Requests asked of us or by us, by due date',
  permission: 'signed-in',
  query: requestsQuery,
  answer: requestList,
});
const pace = endpoint({
  method: 'GET',
  path: '/requests/pace',
  summary: 'How those whom we asked in the last year answer, the slowest first',
  permission: 'signed-in',
  answer: requestPace,
});
const ofCase = endpoint({
  method: 'GET',
  path: '/cases/:id/requests',
  summary: 'Requests of a case with their rounds, and what can be asked for',
  permission: 'signed-in',
  params: caseId,
  answer: caseRequests,
});
const read = endpoint({
  method: 'GET',
  path: '/requests/:id',
  summary: 'One request with its items and answers',
  permission: 'signed-in',
  params: requestId,
  answer: requestView,
});
const notice = endpoint({
  method: 'GET',
  path: '/requests/:id/notice',
  summary: 'The written notice of a request',
  permission: 'signed-in',
  params: requestId,
  answer: noticeView,
});
const draft = endpoint({
  method: 'POST',
  path: '/cases/:id/requests',
  summary: 'Begin a request',
  permission: 'signed-in',
  params: caseId,
  body: draftInput,
  answer: requestReceipt,
  once: true,
  status: 201,
});
const revise = endpoint({
  method: 'POST',
  path: '/requests/:id/draft',
  summary: 'Write a draft anew',
  permission: 'signed-in',
  params: requestId,
  body: reviseInput,
  answer: requestReceipt,
  once: true,
});
const askCheck = endpoint({
  method: 'POST',
  path: '/requests/:id/ask-check',
  summary: 'Send a second notice to the checker',
  permission: 'signed-in',
  params: requestId,
  body: askCheckInput,
  answer: requestReceipt,
  once: true,
});
const check = endpoint({
  method: 'POST',
  path: '/requests/:id/check',
  summary: 'Approve a second notice, or give it back',
  permission: 'signed-in',
  params: requestId,
  body: checkInput,
  answer: requestReceipt,
  once: true,
});
const send = endpoint({
  method: 'POST',
  path: '/requests/:id/send',
  summary: 'Send a request beside the work of a later step',
  permission: 'signed-in',
  params: requestId,
  body: sendInput,
  answer: requestReceipt,
  once: true,
});
const withdraw = endpoint({
  method: 'POST',
  path: '/requests/:id/withdraw',
  summary: 'Take a request back',
  permission: 'signed-in',
  params: requestId,
  body: withdrawRequestInput,
  answer: requestReceipt,
  once: true,
});
const decideMoreTime = endpoint({
  method: 'POST',
  path: '/requests/:id/extension-decision',
  summary: 'Grant or refuse more time',
  permission: 'signed-in',
  params: requestId,
  body: decideExtensionInput,
  answer: requestReceipt,
  once: true,
});

@Controller()
export class RequestsController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(list)
  list(@Me() me: Actor, @Checked() { query }: Given<typeof list>) {
    return listRequests(this.room, me, query);
  }

  @Route(pace)
  pace(@Me() me: Actor) {
    return readPace(this.room, me);
  }

  @Route(ofCase)
  ofCase(@Me() me: Actor, @Checked() { params }: Given<typeof ofCase>) {
    return readCaseRequests(this.room, me, params.id);
  }

  @Route(read)
  read(@Me() me: Actor, @Checked() { params }: Given<typeof read>) {
    return readRequest(this.room, me, params.id);
  }

  @Route(notice)
  notice(@Me() me: Actor, @Checked() { params }: Given<typeof notice>) {
    return readNotice(this.room, me, params.id);
  }

  @Route(draft)
  draft(@Me() me: Actor, @Checked() { params, body }: Given<typeof draft>, @OnceKey() key: Key) {
    return draftRequest(me, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(revise)
  revise(@Me() me: Actor, @Checked() { params, body }: Given<typeof revise>, @OnceKey() key: Key) {
    return reviseRequest(me, { requestId: params.id, key, ...body }, this.office);
  }

  @Route(askCheck)
  askCheck(@Me() me: Actor, @Checked() { params, body }: Given<typeof askCheck>, @OnceKey() key: Key) {
    return askCheckOf(me, { requestId: params.id, key, ...body }, this.office);
  }

  @Route(check)
  check(@Me() me: Actor, @Checked() { params, body }: Given<typeof check>, @OnceKey() key: Key) {
    return checkRequest(me, { requestId: params.id, key, ...body }, this.office);
  }

  @Route(send)
  send(@Me() me: Actor, @Checked() { params, body }: Given<typeof send>, @OnceKey() key: Key) {
    return sendRequest(me, { requestId: params.id, key, ...body }, this.office);
  }

  @Route(withdraw)
  withdraw(@Me() me: Actor, @Checked() { params, body }: Given<typeof withdraw>, @OnceKey() key: Key) {
    return withdrawRequest(me, { requestId: params.id, key, ...body }, this.office);
  }

  @Route(decideMoreTime)
  decideMoreTime(@Me() me: Actor, @Checked() { params, body }: Given<typeof decideMoreTime>, @OnceKey() key: Key) {
    return decideExtension(me, { requestId: params.id, key, ...body }, this.office);
  }
}
