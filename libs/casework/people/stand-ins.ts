import { coversAct } from '../../contracts/deputies';
import type { Id } from '../../contracts/ids';
import type { Task } from '../../persistence/cases/task-repository';
import { DeputyRepository } from '../../persistence/people/deputy-repository';
import type { CaseWork } from '../cases/case-work';

/** Who stands in today for whom: by the person who is away. */
export type StandIns = ReadonlyMap<Id<'person'>, readonly Id<'person'>[]>;

/** Deputies of people who are away, as far as their grants reach the case or one of the tasks. One statement at most. */
export async function standInsOf(
  work: Pick<CaseWork, 'sql' | 'today' | 'parties'>,
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
