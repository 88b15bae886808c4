import type { LegalDate } from '../../contracts/deadlines';
import { coversAct } from '../../contracts/deputies';
import type { Id } from '../../contracts/ids';
import type { CaseParties } from '../../domain/people/relation';
import type { Task } from '../../persistence/cases/task-repository';
import { DeputyRepository } from '../../persistence/people/deputy-repository';
import type { Sql } from '../../persistence/sql';

/** The locked case, as far as it says whom there is to tell. */
export interface Telling {
  readonly sql: Sql;
  readonly today: LegalDate;
  readonly parties: CaseParties;
}

/** Who stands in today for whom: by the person who is away. */
export type StandIns = ReadonlyMap<Id<'person'>, readonly Id<'person'>[]>;

/** Deputies of people who are away, as far as their grants reach the case or one of the tasks. One statement at most. */
export async function standInsOf(
  work: Telling,
  away: readonly Id<'person'>[],
  bound: readonly Task[],
): Promise<StandIns> {
  const found = new Map<Id<'person'>, Id<'person'>[]>();
  if (away.length === 0) return found;
  const { callId } = work.parties;
  const steps = [null, ...bound.map((task) => task.step)];
  for (const grant of await new DeputyRepository(work.sql).ofPeople(away, work.today)) {
    if (!steps.some((step) => coversAct(grant.scope, { callId, step }))) continue;
    const before = found.get(grant.principalPerson) ?? [];
    if (!before.includes(grant.deputyPerson)) found.set(grant.principalPerson, [...before, grant.deputyPerson]);
  }
  return found;
}
