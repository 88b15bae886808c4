import type { IdentityList } from '../../contracts/api/session';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { entitled, offered, requireEntitled } from '../../domain/people/entitlement';
import { IdentityRepository } from '../../persistence/people/identity-repository';
import type { ReadingRoom } from '../reading-room';

/**
 * Who a person is at the provider, and the posts the groups there suggest. `linking`: a provider is set up. Refused:
 * not-entitled.
 */
export async function readIdentities(
  room: ReadingRoom,
  actor: Actor,
  person: Id<'person'>,
  linking: boolean,
): Promise<IdentityList> {
  requireEntitled(actor, 'read-people', { organisationId: null });
  const link = entitled(actor, 'keep-accounts', { personId: person });
  const end = entitled(actor, 'keep-accounts', { personId: null });
  return room.database.read(async (sql) => {
    const repository = new IdentityRepository(sql);
    const items: IdentityList['items'] = [];
    for (const { id, issuer, subject, linkedAt, endedAt, groups } of await repository.ofPerson(person)) {
      items.push({
        id,
        issuer,
        subject,
        linkedAt: new Date(linkedAt).toISOString(),
        endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
        groups,
        suggestions: endedAt === null ? await repository.suggested(issuer, groups) : [],
        allowedActions: endedAt === null ? offered([['end', end]]) : [],
      });
    }
    return { items, allowedActions: linking ? offered([['link', link]]) : [] };
  });
}
