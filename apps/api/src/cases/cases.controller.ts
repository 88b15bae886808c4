import { Controller, Inject } from '@nestjs/common';
import { holdCase, resumeCase } from '../../../../libs/casework/cases/hold-case';
import { withdrawCase } from '../../../../libs/casework/cases/withdraw-case';
import { openCase as open } from '../../../../libs/casework/declaration/open-case';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import {
  calls,
  caseId,
  caseList,
  casePage,
  caseReceipt,
  casesQuery,
  decisionList,
  eventList,
  eventsQuery,
  holdInput,
  openCase,
  openedCase,
  resumeInput,
  withdrawInput,
} from '../../../../libs/contracts/api/cases';
import type { Actor } from '../../../../libs/contracts/posts';
import { readCases } from '../../../../libs/views/cases/case-list';
import { readCasePage } from '../../../../libs/views/cases/case-page';
import { readDecisions } from '../../../../libs/views/cases/decisions';
import { readEvents } from '../../../../libs/views/cases/events';
import { readCalls } from '../../../../libs/views/declaration/calls';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const listCalls = endpoint({
  method: 'GET',
  path: '/calls',
  summary: 'Calls for declaration',
  permission: 'signed-in',
  answer: calls,
});
const create = endpoint({
  method: 'POST',
  path: '/cases',
  summary: 'Open a declaration in a call',
  permission: { roles: ['hospital-preparer'] },
  body: openCase,
  answer: openedCase,
  once: true,
  status: 201,
});
const list = endpoint({
  method: 'GET',
  path: '/cases',
  scope: 'cases',
  summary: 'Cases I may see, newest first',
  permission: 'signed-in',
  query: casesQuery,
  answer: caseList,
});
const read = endpoint({
  method: 'GET',
  path: '/cases/:id',
  scope: 'cases',
  summary: 'The case page',
  permission: 'signed-in',
  params: caseId,
  answer: casePage,
});
const decisions = endpoint({
  method: 'GET',
  path: '/cases/:id/decisions',
  summary: 'What was entered at each step',
  permission: 'signed-in',
  params: caseId,
  answer: decisionList,
});
const events = endpoint({
  method: 'GET',
  path: '/cases/:id/events',
  scope: 'cases',
  summary: 'The timeline',
  permission: 'signed-in',
  params: caseId,
  query: eventsQuery,
  answer: eventList,
});
const withdraw = endpoint({
  method: 'POST',
  path: '/cases/:id/withdraw',
  summary: 'Withdraw, or agree to a withdrawal',
  permission: { roles: ['hospital-signatory', 'provincial-signatory', 'national-signatory'] },
  params: caseId,
  body: withdrawInput,
  answer: caseReceipt,
  once: true,
});
const hold = endpoint({
  method: 'POST',
  path: '/cases/:id/hold',
  summary: 'Put a case on hold',
  permission: { roles: ['provincial-signatory', 'national-signatory'] },
  params: caseId,
  body: holdInput,
  answer: caseReceipt,
  once: true,
});
const resume = endpoint({
  method: 'POST',
  path: '/cases/:id/resume',
  summary: 'Resume a case',
  permission: { roles: ['provincial-signatory', 'national-signatory'] },
  params: caseId,
  body: resumeInput,
  answer: caseReceipt,
  once: true,
});

@Controller()
export class CasesController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(listCalls)
  calls() {
    return readCalls(this.room);
  }

  @Route(create)
  create(@Me() me: Actor, @Checked() { body }: Given<typeof create>, @OnceKey() key: Key) {
    return open(me, { callId: body.callId, key }, this.office);
  }

  @Route(list)
  list(@Me() me: Actor, @Checked() { query }: Given<typeof list>) {
    return readCases(this.room, me, query);
  }

  @Route(read)
  read(@Me() me: Actor, @Checked() { params }: Given<typeof read>) {
    return readCasePage(this.room, me, params.id);
  }

  @Route(decisions)
  decisions(@Me() me: Actor, @Checked() { params }: Given<typeof decisions>) {
    return readDecisions(this.room, me, params.id);
  }

  @Route(events)
  events(@Me() me: Actor, @Checked() { params, query }: Given<typeof events>) {
    return readEvents(this.room, me, params.id, query);
  }

  @Route(withdraw)
  withdraw(@Me() me: Actor, @Checked() { params, body }: Given<typeof withdraw>, @OnceKey() key: Key) {
    return withdrawCase(me, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(hold)
  hold(@Me() me: Actor, @Checked() { params, body }: Given<typeof hold>, @OnceKey() key: Key) {
    return holdCase(me, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(resume)
  resume(@Me() me: Actor, @Checked() { params, body }: Given<typeof resume>, @OnceKey() key: Key) {
    return resumeCase(me, { caseId: params.id, key, ...body }, this.office);
  }
}
