import type { LegalDate } from '../../contracts/deadlines';
import { bytesOf, newId } from '../../persistence/bytes';
import type { ActAtWork } from '../approval/act-at-work';

/** The publication is on record; the notice period counts from the day after it. */
export async function recordPublication({ work, task, decision }: ActAtWork): Promise<undefined> {
  const { address, publishedOn, screenshot } = decision.form as Record<
    'address' | 'publishedOn' | 'screenshot',
    string
  >;
  await work.sql.insert('public_notice', [
    {
      id: bytesOf(newId('notice')),
      case_id: bytesOf(work.file.id),
      stage_id: bytesOf(task.stageId),
      address,
      published_on: publishedOn,
      document_id: bytesOf(screenshot),
    },
  ]);
  const ledger = await work.ledger();
  ledger.begin(
    { on: 'decided', stage: task.stage, step: task.step },
    { stageId: task.stageId, startsOn: publishedOn as LegalDate },
  );
  work.record('noticePeriodBegan', 'nation', { publishedOn, address });
  return undefined;
}
