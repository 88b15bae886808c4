import { randomBytes } from 'node:crypto';
import type { MakeServiceAccount } from '../../contracts/api/session';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { requireEntitled } from '../../domain/people/entitlement';
import { newId } from '../../persistence/bytes';
import { PersonRepository } from '../../persistence/people/person-repository';
import { ServiceAccountRepository } from '../../persistence/people/service-account-repository';
import { actorFacts } from '../cases/case-work';
import type { Office } from '../office';
import { requireConfirmed } from './confirmed';
import { digestOf } from './sign-in';

const day = 86_400_000;

/**
 * Makes an account for a program that reads: the token is shown this once. What it sees is said by posts, which two
 * persons grant to its person as to any other. Refused: not-entitled, step-up-needed.
 */
export async function makeServiceAccount(
  actor: Actor,
  input: MakeServiceAccount,
  office: Office,
): Promise<{ id: Id<'serviceAccount'>; personId: Id<'person'>; token: string }> {
  const post = requireEntitled(actor, 'keep-accounts', { personId: null });
  requireConfirmed(actor);
  const token = `mcr_${randomBytes(32).toString('base64url')}`;
  const [id, personId] = [newId('serviceAccount'), newId('person')];
  const createdAt = office.machineNow();
  const expiresAt = createdAt + input.days * day;
  await office.database.transaction(async (sql) => {
    const none = { code: null, email: null, phone: null, language: null };
    await new PersonRepository(sql).insert({ id: personId, name: input.name, ...none });
    const account = { id, personId, scopes: input.scopes, createdAt, expiresAt };
    await new ServiceAccountRepository(sql).insert(account, digestOf(token), actor.personId);
    const facts = { serviceAccount: id, person: personId, scopes: input.scopes, days: input.days };
    const payload = { actor: actorFacts(actor, post), ...facts };
    await office.log.write(sql, [{ type: 'serviceAccountMade', payload }], createdAt);
  });
  return { id, personId, token };
}

/** Its token opens nothing from now on. Refused: not-entitled, not-found. */
export async function revokeServiceAccount(
  actor: Actor,
  id: Id<'serviceAccount'>,
  office: Office,
): Promise<{ id: Id<'serviceAccount'> }> {
  const post = requireEntitled(actor, 'keep-accounts', { personId: null });
  const at = office.machineNow();
  await office.database.transaction(async (sql) => {
    if (!(await new ServiceAccountRepository(sql).revoke(id, at))) throw new Refused('not-found');
    const payload = { actor: actorFacts(actor, post), serviceAccount: id };
    await office.log.write(sql, [{ type: 'serviceAccountRevoked', payload }], at);
  });
  return { id };
}
