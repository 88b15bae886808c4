import type { Id } from '../../contracts/ids';
import { newId } from '../../persistence/bytes';
import { PanelRepository, type Seat } from '../../persistence/evaluation/panel-repository';
import type { ActAtWork } from '../approval/act-at-work';
import { eligibleExperts } from './eligible-experts';

/** Seats the panel that the handler named; who sat before leaves. Answers the new seats. */
export async function formPanel({ work, task, decision }: ActAtWork): Promise<Seat[]> {
  const { personIds, leadId } = decision.form.seats as { personIds: Id<'person'>[]; leadId: Id<'person'> };
  const experts = await eligibleExperts(work, task.stage, personIds);
  const seats = experts.map((expert) => ({
    id: newId('seat'),
    personId: expert.personId,
    postId: expert.postId,
    lead: expert.personId === leadId,
  }));
  const level = task.stage === 'national-review' ? 'nation' : 'province';
  await new PanelRepository(work.sql).seat(work.file.id, level, newId('panel'), seats, work.now);
  return seats;
}
