import { createHash } from 'node:crypto';
import type * as z from 'zod';
import type { serviceAccounts } from '../../contracts/api/session';
import type { Actor } from '../../contracts/posts';
import type { ServiceScope } from '../../contracts/service-scopes';
import { entitled, offered, requireEntitled } from '../../domain/people/entitlement';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { actorOfPerson } from '../../persistence/people/actor';
import { ServiceAccountRepository } from '../../persistence/people/service-account-repository';
import { bytesOf } from '../../persistence/bytes';
import type { ReadingRoom } from '../reading-room';

/** The program behind a token, with the posts of its person; undefined where the token opens nothing. */
export function findService(
  room: ReadingRoom,
  token: string,
  requestId: string,
): Promise<{ actor: Actor; scopes: readonly ServiceScope[] } | undefined> {
  const tokenHash = createHash('sha256').update(token).digest();
  return room.database.read(async (sql) => {
    const account = await new ServiceAccountRepository(sql).byToken(tokenHash, room.machineNow());
    if (!account) return undefined;
    const clock = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
    const today = legalDateOf(room.legalNow(clock?.offset_ms ?? 0), { zone: 'Asia/Shanghai' });
    return { actor: await actorOfPerson(sql, bytesOf(account.personId), requestId, today), scopes: account.scopes };
  });
}

const iso = (at: number): string => new Date(at).toISOString();

/** Accounts of programs, newest first. Refused: not-entitled. */
export async function readServiceAccounts(room: ReadingRoom, actor: Actor): Promise<z.infer<typeof serviceAccounts>> {
  requireEntitled(actor, 'read-accounts', null);
  const keep = entitled(actor, 'keep-accounts', { personId: null });
  const now = room.machineNow();
  const all = await room.database.read((sql) => new ServiceAccountRepository(sql).all());
  return {
    items: all.map(({ id, personId, name, scopes, createdAt, expiresAt, revokedAt }) => ({
      id,
      person: { id: personId, name },
      scopes,
      createdAt: iso(createdAt),
      expiresAt: iso(expiresAt),
      revokedAt: revokedAt === null ? null : iso(revokedAt),
      state: revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'standing',
      allowedActions: revokedAt === null && expiresAt > now ? offered([['revoke', keep]]) : [],
    })),
    allowedActions: offered([['make', keep]]),
  };
}
