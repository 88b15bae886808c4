import { Controller, Inject } from '@nestjs/common';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { nameDeputy, revokeDeputy } from '../../../../libs/casework/people/name-deputy';
import { caseId } from '../../../../libs/contracts/api/cases';
import {
  deputyId,
  deputyList,
  deputyPreview,
  deputyPreviewQuery,
  deputyReceipt,
  nameDeputyInput,
  revokeDeputyInput,
} from '../../../../libs/contracts/api/deputies';
import { taskId } from '../../../../libs/contracts/api/tasks';
import {
  whyAnswer,
  whyCaseQuery,
  whyPeople,
  whyQuery,
  whyTaskQuery,
  whyView,
} from '../../../../libs/contracts/api/why';
import type { Actor } from '../../../../libs/contracts/posts';
import { previewDeputy } from '../../../../libs/views/people/deputy-preview';
import { readDeputies } from '../../../../libs/views/people/deputies';
import { readWhyPeople } from '../../../../libs/views/people/asked-about';
import { explainAll, explainCase, explainTask } from '../../../../libs/views/people/why';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const list = endpoint({
  method: 'GET',
  path: '/deputies',
  summary: 'Whom I stand in for, who stands in for me, and whom I may name',
  permission: 'signed-in',
  answer: deputyList,
});
const preview = endpoint({
  method: 'GET',
  path: '/deputies/preview',
  summary: 'Which open tasks of a post somebody could not do as its deputy, and why',
  permission: 'signed-in',
  query: deputyPreviewQuery,
  answer: deputyPreview,
});
const name = endpoint({
  method: 'POST',
  path: '/deputies',
  summary: 'Name a deputy of a post',
  permission: 'signed-in',
  body: nameDeputyInput,
  answer: deputyReceipt,
  status: 201,
  once: true,
});
const revoke = endpoint({
  method: 'POST',
  path: '/deputies/:id/revoke',
  summary: 'End a grant at once',
  permission: 'signed-in',
  params: deputyId,
  body: revokeDeputyInput,
  answer: deputyReceipt,
  once: true,
});
const whyTask = endpoint({
  method: 'GET',
  path: '/tasks/:id/why',
  summary: 'Why I, or a colleague, may do an act on a task, or not',
  permission: 'signed-in',
  params: taskId,
  query: whyTaskQuery,
  answer: whyAnswer,
});
const whyCase = endpoint({
  method: 'GET',
  path: '/cases/:id/why',
  summary: 'Why I, or a colleague, may do an act on a case, or not',
  permission: 'signed-in',
  params: caseId,
  query: whyCaseQuery,
  answer: whyAnswer,
});
const why = endpoint({
  method: 'GET',
  path: '/why',
  summary: 'What I, or a colleague, may do on a case and its open tasks, and why not the rest',
  permission: 'signed-in',
  query: whyQuery,
  answer: whyView,
});
const people = endpoint({
  method: 'GET',
  path: '/why/people',
  summary: 'About whom I may ask beside myself',
  permission: 'signed-in',
  answer: whyPeople,
});

@Controller()
export class DeputiesController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(list)
  list(@Me() me: Actor) {
    return readDeputies(this.room, me);
  }

  @Route(preview)
  preview(@Me() me: Actor, @Checked() { query }: Given<typeof preview>) {
    return previewDeputy(this.room, me, query);
  }

  @Route(name)
  name(@Me() me: Actor, @Checked() { body }: Given<typeof name>, @OnceKey() key: Key) {
    return nameDeputy(me, { ...body, key }, this.office);
  }

  @Route(revoke)
  revoke(@Me() me: Actor, @Checked() { params, body }: Given<typeof revoke>, @OnceKey() key: Key) {
    return revokeDeputy(me, { deputyId: params.id, key, ...body }, this.office);
  }

  @Route(why)
  why(@Me() me: Actor, @Checked() { query }: Given<typeof why>) {
    return explainAll(this.room, me, query);
  }

  @Route(people)
  people(@Me() me: Actor) {
    return readWhyPeople(this.room, me);
  }

  @Route(whyTask)
  whyTask(@Me() me: Actor, @Checked() { params, query }: Given<typeof whyTask>) {
    return explainTask(this.room, me, params.id, query);
  }

  @Route(whyCase)
  whyCase(@Me() me: Actor, @Checked() { params, query }: Given<typeof whyCase>) {
    return explainCase(this.room, me, params.id, query);
  }
}
