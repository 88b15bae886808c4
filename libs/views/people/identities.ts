import type * as z from 'zod';
import type { identityList } from '../../contracts/api/session';
import type { Id } from '../../contracts/ids';
import { IdentityRepository } from '../../persistence/people/identity-repository';
import type { ReadingRoom } from '../reading-room';

/** Who a person is at the provider, and the posts the groups there suggest. */
export function readIdentities(room: ReadingRoom, person: Id<'person'>): Promise<z.infer<typeof identityList>> {
  return room.database.read(async (sql) => {
    const repository = new IdentityRepository(sql);
    const items: z.infer<typeof identityList>['items'] = [];
    for (const { id, issuer, subject, linkedAt, endedAt, groups } of await repository.ofPerson(person)) {
      items.push({
        id,
        issuer,
        subject,
        linkedAt: new Date(linkedAt).toISOString(),
        endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
        groups,
        suggestions: endedAt === null ? await repository.suggested(issuer, groups) : [],
      });
    }
    return { items };
  });
}
