import type { SessionView } from '../../contracts/api/session';
import { SessionRepository, type Session } from '../../persistence/people/session-repository';
import type { ReadingRoom } from '../reading-room';

export { actorOfSession, type Session } from '../../persistence/people/session-repository';

/** The session behind a cookie's token with the posts of today; undefined where it ended or never was. */
export function findSession(room: ReadingRoom, token: string): Promise<Session | undefined> {
  return room.database.read((sql) => new SessionRepository(sql).find(token, room.machineNow()));
}

export const presentSession = (session: Session, training: boolean): SessionView => ({
  person: { id: session.personId, name: session.personName },
  posts: session.posts.map((post) => ({
    id: post.id,
    role: post.role,
    organisation: { id: post.organisationId, name: post.organisationName },
    province: post.province,
    onBehalfOf: post.onBehalfOf ? { id: post.onBehalfOf.personId, name: post.onBehalfOf.name } : null,
  })),
  csrfToken: session.csrfToken,
  expiresAt: new Date(session.expiresAt).toISOString(),
  training,
});
