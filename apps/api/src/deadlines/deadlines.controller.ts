import { setTimeout as wait } from 'node:timers/promises';
import { Controller, Inject } from '@nestjs/common';
import { extendDeadline } from '../../../../libs/casework/deadlines/extend-deadline';
import { moveClock as move } from '../../../../libs/casework/deadlines/move-clock';
import { markNotificationRead } from '../../../../libs/casework/deadlines/read-notification';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { workingDays, workingDaysQuery } from '../../../../libs/contracts/api/calendar';
import { caseId } from '../../../../libs/contracts/api/cases';
import { deadlineId, deadlineList, extensionInput, extensionReceipt } from '../../../../libs/contracts/api/deadlines';
import { notificationList } from '../../../../libs/contracts/api/registry';
import { clockView, moveClock, type ClockView } from '../../../../libs/contracts/api/session';
import { notificationId, notificationsQuery } from '../../../../libs/contracts/api/notifications';
import type { Actor } from '../../../../libs/contracts/posts';
import { readDeadlines } from '../../../../libs/views/deadlines/case-deadlines';
import { readClock } from '../../../../libs/views/deadlines/clock';
import { readWorkingDays } from '../../../../libs/views/deadlines/working-days';
import { readNotifications } from '../../../../libs/views/deadlines/notifications';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const list = endpoint({
  method: 'GET',
  path: '/cases/:id/deadlines',
  summary: 'Limits of a case, explained',
  permission: 'signed-in',
  params: caseId,
  answer: deadlineList,
});
const extend = endpoint({
  method: 'POST',
  path: '/cases/:id/deadlines/:deadlineId/extension',
  summary: 'Extend a limit',
  permission: { roles: ['provincial-signatory', 'national-signatory'] },
  params: deadlineId,
  body: extensionInput,
  answer: extensionReceipt,
  once: true,
});
const countDays = endpoint({
  method: 'GET',
  path: '/cases/:id/working-days',
  summary: 'How many working days a day is away, for my body',
  permission: 'signed-in',
  params: caseId,
  query: workingDaysQuery,
  answer: workingDays,
});
const told = endpoint({
  method: 'GET',
  path: '/notifications',
  summary: 'What I was told',
  permission: 'signed-in',
  query: notificationsQuery,
  answer: notificationList,
});
const markRead = endpoint({
  method: 'POST',
  path: '/notifications/:id/read',
  summary: 'Mark as read',
  permission: 'signed-in',
  params: notificationId,
  answer: 'nothing',
  once: true,
  status: 204,
});
const clock = endpoint({
  method: 'GET',
  path: '/training/clock',
  summary: 'The training clock',
  permission: 'public',
  answer: clockView,
  trainingOnly: true,
});
const setClock = endpoint({
  method: 'POST',
  path: '/training/clock',
  summary: 'Move the training clock forward',
  permission: 'signed-in',
  body: moveClock,
  answer: clockView,
  trainingOnly: true,
});

/** A move longer than this is answered while it goes on; its end is read from GET. */
const patience = 25_000;
const pollEvery = 50;

@Controller()
export class DeadlinesController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {}

  @Route(list)
  list(@Me() me: Actor, @Checked() { params }: Given<typeof list>) {
    return readDeadlines(this.room, me, params.id);
  }

  @Route(extend)
  extend(@Me() me: Actor, @Checked() { params, body }: Given<typeof extend>, @OnceKey() key: Key) {
    return extendDeadline(me, { caseId: params.id, deadlineId: params.deadlineId, key, ...body }, this.office);
  }

  @Route(countDays)
  countDays(@Me() me: Actor, @Checked() { params, query }: Given<typeof countDays>) {
    return readWorkingDays(this.room, me, params.id, query);
  }

  @Route(told)
  told(@Me() me: Actor, @Checked() { query }: Given<typeof told>) {
    return readNotifications(this.room, me, query);
  }

  @Route(markRead)
  markRead(@Me() me: Actor, @Checked() { params }: Given<typeof markRead>) {
    return markNotificationRead(me, params.id, this.office);
  }

  @Route(clock)
  clock(): Promise<ClockView> {
    return readClock(this.room, this.env.mode === 'training');
  }

  @Route(setClock)
  async setClock(@Checked() { body }: Given<typeof setClock>): Promise<ClockView> {
    await move(body, this.env.mode === 'training', this.office);
    const until = this.room.machineNow() + patience;
    for (;;) {
      const view = await this.clock();
      if (view.target === null || this.room.machineNow() > until) return view;
      await wait(pollEvery);
    }
  }
}
