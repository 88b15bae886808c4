import { Controller, Inject, Req, Res } from '@nestjs/common';
import { CalendarFeeds, endCalendarFeed, makeCalendarFeed } from '../../../../libs/casework/deadlines/calendar-feed';
import { recordAccess } from '../../../../libs/casework/audit/access';
import { Office } from '../../../../libs/casework/office';
import {
  feedInput,
  feedState,
  feedToken,
  monthQuery,
  myMonth,
  newFeed,
} from '../../../../libs/contracts/api/calendar-feed';
import type { Actor } from '../../../../libs/contracts/posts';
import { stepWords } from '../../../../libs/contracts/words/procedure';
import { icalendarOf, type DayEntry } from '../../../../libs/platform/calendars/icalendar';
import { readFeedState } from '../../../../libs/views/deadlines/feed-state';
import { readFeedDeadlines, readMyMonth } from '../../../../libs/views/deadlines/my-deadlines';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';

const month = endpoint({
  method: 'GET',
  path: '/calendar/mine',
  summary: 'What is due in a month on my open tasks',
  permission: 'signed-in',
  query: monthQuery,
  answer: myMonth,
});
const state = endpoint({
  method: 'GET',
  path: '/me/calendar-feed',
  summary: 'Whether my calendar has a secret address',
  permission: 'signed-in',
  answer: feedState,
});
const make = endpoint({
  method: 'POST',
  path: '/me/calendar-feed',
  summary: 'Make a secret address of my calendar; the one before ends',
  permission: 'signed-in',
  body: feedInput,
  answer: newFeed,
  status: 201,
});
const end = endpoint({
  method: 'DELETE',
  path: '/me/calendar-feed',
  summary: 'End the secret address of my calendar',
  permission: 'signed-in',
  answer: 'nothing',
  status: 204,
});
const feed = endpoint({
  method: 'GET',
  path: '/feeds/:token.ics',
  bare: true,
  summary: 'A calendar behind its secret address',
  permission: 'public',
  params: feedToken,
  answer: 'file',
});

const words = {
  'zh-CN': { name: '我的时限', cancelled: '（已了结）', provisional: '（暂定）' },
  en: { name: 'My deadlines', cancelled: ' (over)', provisional: ' (provisional)' },
} as const;

@Controller()
export class FeedController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(CalendarFeeds) private readonly feeds: CalendarFeeds,
  ) {}

  @Route(month)
  month(@Me() me: Actor, @Checked() { query }: Given<typeof month>) {
    return readMyMonth(this.room, me, query.month);
  }

  @Route(state)
  state(@Me() me: Actor) {
    return readFeedState(this.room, me);
  }

  @Route(make)
  make(@Me() me: Actor, @Checked() { body }: Given<typeof make>) {
    return makeCalendarFeed(me, body, this.office);
  }

  @Route(end)
  end(@Me() me: Actor): Promise<void> {
    return endCalendarFeed(me, this.office);
  }

  @Route(feed)
  async feed(
    @Checked() { params }: Given<typeof feed>,
    @Req() request: KnownRequest,
    @Res() reply: Reply,
  ): Promise<void> {
    const opened = await this.feeds.open(params.token, request.ip, request.id);
    const told = await this.feeds.tell(opened.feed, await readFeedDeadlines(this.room, opened.actor));
    const fetcher = { ...opened.actor, address: request.ip };
    await recordAccess(fetcher, { type: 'calendarFetched', entries: told.length }, this.office);
    const { language } = opened.feed;
    const said = words[language];
    const entries = told.map((one): DayEntry => {
      const gone = one.goneAt !== null;
      const step = stepWords[one.step][language === 'en' ? 'en' : 'zh'];
      const suffix = gone ? said.cancelled : one.provisional ? said.provisional : '';
      return {
        uid: `${one.taskId}@medical-center-review`,
        date: one.dueOn,
        summary: `${one.number} ${step}${suffix}`,
        status: gone ? 'cancelled' : one.provisional ? 'tentative' : 'confirmed',
        sequence: one.sequence,
        modifiedAt: one.modifiedAt,
      };
    });
    await reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="deadlines.ics"')
      // The address is the key: nothing on the way may keep what is behind it.
      .header('cache-control', 'private, no-store')
      .send(icalendarOf(said.name, entries));
  }
}
