import { randomBytes } from 'node:crypto';
import type { NewFeed } from '../../contracts/api/calendar-feed';
import { Refused } from '../../contracts/errors';
import type { Actor } from '../../contracts/posts';
import { tellDeadlines } from '../../domain/deadlines/feed-entries';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { bytesOf } from '../../persistence/bytes';
import { FeedRepository, type Feed, type FeedEntry } from '../../persistence/deadlines/feed-repository';
import { actorOfPerson } from '../../persistence/people/actor';
import type { Office } from '../office';
import { Throttle } from '../people/throttle';
import { legalNow } from './seed-clock';

/**
 * Makes the secret address of one's own calendar, or a new one in place of the old, which opens nothing any more.
 * Not once per key: the answer holds the secret, which is stored nowhere. A repeated call makes one more address, and
 * the last answer is the one that counts. Refused: not-entitled without a post.
 */
export async function makeCalendarFeed(
  actor: Actor,
  input: { language: Feed['language'] },
  office: Office,
): Promise<NewFeed> {
  if (actor.posts.length === 0) throw new Refused('not-entitled');
  const token = randomBytes(32).toString('hex');
  const feed = { personId: actor.personId, language: input.language, createdAt: office.machineNow() };
  await office.database.transaction((sql) => new FeedRepository(sql).put(feed, token));
  return { path: `/feeds/${token}.ics`, createdAt: new Date(feed.createdAt).toISOString(), language: feed.language };
}

/** Ends the address; without one nothing changes. */
export async function endCalendarFeed(actor: Actor, office: Office): Promise<void> {
  await office.database.transaction((sql) => new FeedRepository(sql).end(actor.personId));
}

export interface OpenedFeed {
  feed: Feed;
  /** The person with the posts of today. */
  actor: Actor;
}

/** Opens calendars by their secret addresses; guessers are slowed down by where they come from. */
export class CalendarFeeds {
  private readonly throttle: Throttle;

  constructor(private readonly office: Office) {
    this.throttle = new Throttle(office.machineNow);
  }

  /**
   * Whose calendar it is. Refused as `not-found` for every address that opens nothing, and for a person who holds no
   * post any more; `too-many-attempts` after repeated guesses from one place.
   */
  async open(token: string, from: string, requestId: string): Promise<OpenedFeed> {
    this.throttle.check(from);
    const found = await this.office.database.read(async (sql) => {
      const feed = await new FeedRepository(sql).find(token);
      if (!feed) return undefined;
      const today = legalDateOf(await legalNow(sql, this.office.machineNow()), { zone: 'Asia/Shanghai' });
      return { feed, actor: await actorOfPerson(sql, bytesOf(feed.personId), requestId, today) };
    });
    if (!found) {
      this.throttle.fail(from);
      throw new Refused('not-found');
    }
    if (found.actor.posts.length === 0) throw new Refused('not-found');
    return found;
  }

  /** Keeps what the calendar is told, so that later changes and cancellations can be told apart. Answers all of it. */
  tell(feed: Feed, current: readonly Omit<FeedEntry, 'sequence' | 'modifiedAt' | 'goneAt'>[]): Promise<FeedEntry[]> {
    return this.office.database.transaction(async (sql) => {
      const repository = new FeedRepository(sql);
      if (!(await repository.lock(feed.personId))) throw new Refused('not-found');
      const told = await repository.entries(feed.personId);
      const { entries, changed, over } = tellDeadlines(told, current, this.office.machineNow());
      await repository.keep(feed.personId, changed, over);
      return entries;
    });
  }
}
