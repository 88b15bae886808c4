import type { RefusalCode } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { NewSystemEvent } from '../../persistence/events/system-log';
import { ExistenceRepository } from '../../persistence/events/existence-repository';
import type { Office } from '../office';

/** Somebody tried what they may not, or came too late. */
export interface Attempt {
  actor: { person: Id<'person'>; posts: string[]; request: string; address?: string };
  code: RefusalCode;
  /** Method and pattern of the route. */
  route: string;
  /** Ids that were named, as they were. */
  ids: Record<string, string>;
  /** Machine instant. */
  at: number;
}

export interface AttemptLimits {
  /** Of one person and code in a minute that are recorded one by one; further ones are counted. */
  perMinute: number;
  /** Waiting to be written; further ones are counted. */
  waiting: number;
  /** Persons and codes counted apart; what is beyond is counted together. */
  counted: number;
}

const minute = 60_000;
const shownRoutes = 10;
const atOnce = 200;
const usualLimits: AttemptLimits = { perMinute: 20, waiting: 2_000, counted: 5_000 };

interface Count {
  actor: Attempt['actor'] | null;
  code: RefusalCode | null;
  from: number;
  to: number;
  seen: number;
  more: number;
  routes: Set<string>;
}

/**
 * Refused attempts on their way to the log of this process: outside the unit of work that was undone, without holding up
 * the answer. Bounded in memory and on disk whatever comes, and what is not written one by one is written as a number.
 */
export class Attempts {
  private waiting: Attempt[] = [];
  private counts = new Map<string, Count>();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly office: Office,
    private readonly limits: AttemptLimits = usualLimits,
  ) {}

  /** Never throws, never waits. */
  note(attempt: Attempt): void {
    const count = this.countOf(attempt);
    count.to = attempt.at;
    count.seen += 1;
    const apart = count.actor !== null && count.seen <= this.limits.perMinute;
    if (apart && this.waiting.length < this.limits.waiting) {
      this.waiting.push(attempt);
      return;
    }
    count.more += 1;
    if (count.routes.size < shownRoutes) count.routes.add(attempt.route);
  }

  /** Writes what waits, and the numbers of minutes that are over; `all`: also of the minute that runs. Throws where the database is away: nothing is lost by that. */
  flush(all = false): Promise<void> {
    const next = this.writing.then(() => this.write(all));
    this.writing = next.catch(() => undefined);
    return next;
  }

  private countOf({ actor, code, at }: Attempt): Count {
    const key = `${actor.person} ${code}`;
    const known = this.counts.get(key);
    if (known) return known;
    const full = this.counts.size >= this.limits.counted;
    const fallback = full ? this.counts.get('') : undefined;
    if (fallback) return fallback;
    const count: Count = {
      ...{ actor: full ? null : actor, code: full ? null : code },
      ...{ from: at, to: at, seen: 0, more: 0, routes: new Set<string>() },
    };
    this.counts.set(full ? '' : key, count);
    return count;
  }

  private async write(all: boolean): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, atOnce);
      await this.office.database.transaction(async (sql) => {
        const there = await new ExistenceRepository(sql).existing(batch.flatMap(({ ids }) => Object.values(ids)));
        const real = batch.filter((one) => isReal(one, there)).map((one) => attemptEvent(one, there));
        await this.office.log.write(sql, real, this.office.machineNow());
      });
      this.waiting = this.waiting.slice(batch.length);
    }
    await this.writeCounts(all);
  }

  private async writeCounts(all: boolean): Promise<void> {
    const now = this.office.machineNow();
    const over = [...this.counts].filter(([, count]) => all || now - count.from >= minute);
    const told = over.filter(([, count]) => count.more > 0);
    for (let index = 0; index < told.length; index += atOnce) {
      const events = told.slice(index, index + atOnce).map(([, count]) => countEvent(count));
      await this.office.database.transaction((sql) => this.office.log.write(sql, events, now));
      for (const [key] of told.slice(index, index + atOnce)) this.counts.delete(key);
    }
    for (const [key, { more }] of over) if (more === 0) this.counts.delete(key);
  }
}

/** What the ids stand for, each with the case it is of. */
type There = ReadonlyMap<string, Id<'case'> | null>;

/** Of those that were told there is nothing: only what is there, and is not for them, was an attempt. */
const isReal = ({ code, ids }: Attempt, there: There): boolean =>
  code !== 'not-found' || Object.values(ids).some((id) => there.has(id));

/** With the case, where the route named something else of it. */
function attemptEvent({ actor, code, route, ids, at }: Attempt, there: There): NewSystemEvent {
  const named = Object.values(ids);
  const caseId = named.flatMap((id) => there.get(id) ?? []).at(0);
  return {
    type: 'attemptRefused',
    payload: {
      ...{ actor, code, route, ids, attemptedAt: new Date(at).toISOString() },
      ...(caseId === undefined || named.includes(caseId) ? {} : { caseId }),
    },
  };
}

const countEvent = ({ actor, code, from, to, more, routes }: Count): NewSystemEvent => ({
  type: 'attemptsCounted',
  payload: {
    actor: actor && { person: actor.person, ...(actor.address === undefined ? {} : { address: actor.address }) },
    ...{ code, count: more, routes: [...routes].sort() },
    ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  },
});
