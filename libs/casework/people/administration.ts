import type { LegalDate } from '../../contracts/deadlines';
import type { Actor, Post } from '../../contracts/posts';
import type { SystemEventType } from '../../contracts/system-events';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import type { Sql } from '../../persistence/sql';
import { actorFacts } from '../cases/case-work';
import { legalNow } from '../deadlines/seed-clock';
import type { Office } from '../office';
import { once, type Key } from '../once';

/** An administrative act inside its unit of work: no case is locked, the legal clock was read once. */
export interface Administration {
  sql: Sql;
  /** Legal instant, epoch ms. */
  now: number;
  today: LegalDate;
  /** To the log of this process, in the same commit; the actor is added. */
  record: (type: SystemEventType, post: Post, payload: Record<string, unknown>) => void;
}

/**
 * Runs an administrative act once for its key, and writes what it recorded to the log as the last thing of the commit:
 * the chain's head is the last lock. A refused act leaves no trace.
 */
export function administer<T>(
  office: Office,
  actor: Actor,
  key: Key,
  act: (administration: Administration) => Promise<T>,
): Promise<T> {
  return once(office, actor, key, async (sql) => {
    const machineNow = office.machineNow();
    const now = await legalNow(sql, machineNow);
    const events: { type: SystemEventType; payload: Record<string, unknown> }[] = [];
    const answer = await act({
      sql,
      now,
      today: legalDateOf(now, { zone: 'Asia/Shanghai' }),
      record: (type, post, payload) => events.push({ type, payload: { actor: actorFacts(actor, post), ...payload } }),
    });
    await office.log.write(sql, events, machineNow);
    return answer;
  });
}
