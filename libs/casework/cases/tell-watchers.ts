import type { Id } from '../../contracts/ids';
import { bodyOfRole, isSuperior, roles, type Body } from '../../contracts/posts';
import type { Stage } from '../../contracts/procedure';
import { organisationOfBody } from '../../domain/people/relation';
import { WatchRepository } from '../../persistence/cases/watch-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import type { CaseWork } from './case-work';

const rolesOf = (bodies: readonly Body[]) =>
  roles.filter((role) => isSuperior(role) || bodies.some((body) => bodyOfRole[role] === body));

/**
 * Tells those who watch the case. `inside`: only members of that body, for what outside it is not told (a return, a
 * recall). Whoever no longer sees the case is told nothing.
 */
export async function tellWatchers(
  work: CaseWork,
  what: { stage: Stage } | 'over',
  inside: Body | null = null,
): Promise<void> {
  if (!work.watched) return;
  const bodies: Body[] = inside
    ? [inside]
    : ['hospital', 'province', ...(work.parties.submitted ? (['nation'] as const) : [])];
  const organisations: Id<'organisation'>[] = bodies.map((body) => organisationOfBody(body, work.parties));
  const people = await new WatchRepository(work.sql).watchers(
    work.file.id,
    { organisations, roles: rolesOf(bodies) },
    work.today,
  );
  await new NotificationRepository(work.sql).add(
    people.map((personId) => ({
      personId,
      caseId: work.file.id,
      code: what === 'over' ? 'case-over' : 'stage-entered',
      params: { number: work.file.number, ...(what === 'over' ? {} : { stage: what.stage }) },
      at: work.now,
    })),
  );
}
