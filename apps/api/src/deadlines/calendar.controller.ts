import { Controller, Inject } from '@nestjs/common';
import {
  discardCalendarImport,
  prepareCalendarImport,
  publishCalendarImport,
} from '../../../../libs/casework/deadlines/import-calendar';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import {
  calendarDraftId,
  calendarDrafts,
  calendarJobId,
  calendarJobView,
  calendarPreview,
  calendarQuery,
  calendarView,
  prepareCalendar,
  preparedCalendar,
  previewQuery,
  publishCalendar,
  publishedCalendar,
} from '../../../../libs/contracts/api/calendar';
import type { Actor } from '../../../../libs/contracts/posts';
import { previewCalendar } from '../../../../libs/views/deadlines/calendar-preview';
import { readCalendarDrafts, readCalendarJob, readCalendarYear } from '../../../../libs/views/deadlines/calendar';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const importers = {
  roles: ['national-handler', 'national-signatory', 'provincial-handler', 'provincial-signatory'],
} as const;

const year = endpoint({
  method: 'GET',
  path: '/calendar',
  scope: 'calendar',
  summary: 'Rest and make-up days of a year, and how far the calendar reaches',
  permission: 'signed-in',
  query: calendarQuery,
  answer: calendarView,
});
const prepare = endpoint({
  method: 'POST',
  path: '/calendar/drafts',
  summary: 'Prepare the import of a holiday notice',
  permission: importers,
  body: prepareCalendar,
  answer: preparedCalendar,
  once: true,
  status: 201,
});
const drafts = endpoint({
  method: 'GET',
  path: '/calendar/drafts',
  summary: 'Imports that wait for their publication',
  permission: importers,
  answer: calendarDrafts,
});
const preview = endpoint({
  method: 'GET',
  path: '/calendar/drafts/:id/preview',
  summary: 'Which days change and which live limits move',
  permission: importers,
  params: calendarDraftId,
  query: previewQuery,
  answer: calendarPreview,
});
const publish = endpoint({
  method: 'POST',
  path: '/calendar/drafts/:id/publish',
  summary: 'Publish a prepared import',
  permission: importers,
  params: calendarDraftId,
  body: publishCalendar,
  answer: publishedCalendar,
  once: true,
});
const discard = endpoint({
  method: 'DELETE',
  path: '/calendar/drafts/:id',
  summary: 'Discard a prepared import',
  permission: importers,
  params: calendarDraftId,
  answer: 'nothing',
  once: true,
  status: 204,
});
const job = endpoint({
  method: 'GET',
  path: '/calendar/jobs/:id',
  summary: 'How far a publication was carried to the open cases',
  permission: importers,
  params: calendarJobId,
  answer: calendarJobView,
});

@Controller()
export class CalendarController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(year)
  year(@Checked() { query }: Given<typeof year>) {
    return readCalendarYear(this.room, query.year);
  }

  @Route(prepare)
  prepare(@Me() me: Actor, @Checked() { body }: Given<typeof prepare>, @OnceKey() key: Key) {
    return prepareCalendarImport(me, { ...body, key }, this.office);
  }

  @Route(drafts)
  drafts(@Me() me: Actor) {
    return readCalendarDrafts(this.room, me);
  }

  @Route(preview)
  preview(@Me() me: Actor, @Checked() { params, query }: Given<typeof preview>) {
    return previewCalendar(this.room, me, params.id, query);
  }

  @Route(publish)
  publish(@Me() me: Actor, @Checked() { params, body }: Given<typeof publish>, @OnceKey() key: Key) {
    return publishCalendarImport(me, { draftId: params.id, calendarVersion: body.calendarVersion, key }, this.office);
  }

  @Route(discard)
  async discard(@Me() me: Actor, @Checked() { params }: Given<typeof discard>, @OnceKey() key: Key): Promise<void> {
    await discardCalendarImport(me, { draftId: params.id, key }, this.office);
  }

  @Route(job)
  job(@Checked() { params }: Given<typeof job>) {
    return readCalendarJob(this.room, params.id);
  }
}
