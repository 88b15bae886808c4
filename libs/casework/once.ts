import { Refused } from '../contracts/errors';
import type { Actor } from '../contracts/posts';
import { IdempotencyRepository, requestDigest } from '../persistence/people/idempotency-repository';
import type { Sql } from '../persistence/sql';
import type { Office } from './office';

/** An Idempotency-Key with the request it stands for: route, ids and body. */
export interface Key {
  value: string;
  request: unknown;
}

/**
 * Runs an act once for a key, in one transaction with the answer it gives. The same key again: the same answer. The
 * same key with another request is refused as `key-reused`. A refused act stores nothing and may be tried again.
 */
export function once<T>(office: Office, actor: Actor, key: Key, act: (sql: Sql) => Promise<T>): Promise<T> {
  const digest = requestDigest(key.request);
  return office.database.transaction(async (sql) => {
    const keys = new IdempotencyRepository(sql);
    if (!(await keys.take(actor.personId, key.value, digest, office.machineNow()))) {
      const stored = await keys.find(actor.personId, key.value);
      if (!stored) throw new Refused('unavailable');
      if (!stored.requestDigest.equals(digest)) throw new Refused('key-reused');
      return stored.answer as T;
    }
    const answer = await act(sql);
    await keys.answer(actor.personId, key.value, 200, answer);
    return answer;
  });
}
