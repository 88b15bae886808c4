import type { MySessions, SecurityView, SessionView } from '../../contracts/api/session';
import { sectionsOf } from '../../domain/people/sections';
import { actorOfSession, SessionRepository, type Session } from '../../persistence/people/session-repository';
import { AccountRepository } from '../../persistence/people/account-repository';
import { SecondFactorRepository } from '../../persistence/people/second-factor-repository';
import type { ReadingRoom } from '../reading-room';

export { actorOfSession, type Session } from '../../persistence/people/session-repository';

/** The session behind a cookie's token with the posts of today; undefined where it ended or never was. */
export function findSession(room: ReadingRoom, token: string): Promise<Session | undefined> {
  return room.database.read((sql) => new SessionRepository(sql).find(token, room.machineNow()));
}

export const presentSession = (
  session: Session,
  { training, secondFactorMissing }: { training: boolean; secondFactorMissing: boolean },
): SessionView => ({
  person: { id: session.personId, name: session.personName },
  posts: session.posts.map((post) => ({
    id: post.id,
    role: post.role,
    organisation: { id: post.organisationId, name: post.organisationName },
    province: post.province,
    onBehalfOf: post.onBehalfOf ? { id: post.onBehalfOf.personId, name: post.onBehalfOf.name } : null,
  })),
  sections: sectionsOf(actorOfSession(session, '')),
  csrfToken: session.csrfToken,
  expiresAt: new Date(session.expiresAt).toISOString(),
  training,
  secondFactorMissing,
});

const iso = (at: number): string => new Date(at).toISOString();

/** The sessions of whoever asks, those left idle too long not among them. */
export async function readMySessions(room: ReadingRoom, session: Session, idleMinutes: number): Promise<MySessions> {
  const now = room.machineNow();
  const listed = await room.database.read((sql) => new SessionRepository(sql).ofAccount(session.accountId, now));
  return {
    items: listed
      .filter((one) => one.id === session.id || now - one.lastSeenAt < (idleMinutes + 1) * 60_000)
      .map((one) => ({
        id: one.id,
        mine: one.id === session.id,
        createdAt: iso(one.createdAt),
        lastSeenAt: iso(Math.floor(one.lastSeenAt / 60_000) * 60_000),
        expiresAt: iso(one.expiresAt),
        address: one.address,
        agent: one.agent,
      })),
  };
}

/** What one's own account is guarded by. */
export function readSecurity(room: ReadingRoom, session: Session, required: boolean): Promise<SecurityView> {
  return room.database.read(async (sql) => {
    const account = await new AccountRepository(sql).find(session.accountId);
    const changedAt = account?.passwordChangedAt ?? null;
    return {
      hasPassword: account?.passwordHash?.startsWith('$argon2') === true,
      passwordChangedAt: changedAt === null ? null : iso(changedAt),
      secondFactor: {
        set: session.hasSecondFactor,
        required,
        recoveryCodesLeft: await new SecondFactorRepository(sql).recoveryCodesLeft(session.accountId),
      },
    };
  });
}
