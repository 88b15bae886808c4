import type { Id } from '../../../contracts/ids';
import type { Body, Role } from '../../../contracts/posts';
import type { NotificationCode } from '../../../contracts/words/notifications';
import { organisationOfBody } from '../../../domain/people/relation';
import { NotificationRepository } from '../../../persistence/deadlines/notification-repository';
import type { DocumentRequest } from '../../../persistence/documents/request-repository';
import type { CaseWork } from '../../cases/case-work';

/** Tells everybody who holds one of the posts at the body's organisation on this case. Answers whom. */
export async function tell(
  work: CaseWork,
  to: { body: Body; roles: readonly Role[] },
  code: NotificationCode,
  request: Pick<DocumentRequest, 'number'>,
  params: Record<string, string | number> = {},
): Promise<Id<'person'>[]> {
  const organisationId = organisationOfBody(to.body, work.parties);
  const notifications = new NotificationRepository(work.sql);
  const people = await notifications.holders(
    to.roles.map((role) => ({ organisationId, role })),
    work.today,
  );
  await notifications.add(
    people.map((personId) => ({
      personId,
      caseId: work.file.id,
      code,
      params: { number: work.file.number, asked: request.number ?? '', ...params },
      at: work.now,
    })),
  );
  return people;
}
