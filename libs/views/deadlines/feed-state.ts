import type { FeedState } from '../../contracts/api/calendar-feed';
import type { Actor } from '../../contracts/posts';
import { FeedRepository } from '../../persistence/deadlines/feed-repository';
import type { ReadingRoom } from '../reading-room';

/** Whether the reader's calendar has a secret address. The address itself nobody can tell any more. */
export function readFeedState(room: ReadingRoom, actor: Actor): Promise<FeedState> {
  return room.database.read(async (sql) => {
    const feed = await new FeedRepository(sql).ofPerson(actor.personId);
    return {
      createdAt: feed ? new Date(feed.createdAt).toISOString() : null,
      language: feed?.language ?? null,
    };
  });
}
