import { Refused } from '../../../contracts/errors';
import type { Consequence } from '../../../domain/cases/advance';
import { RequestRepository } from '../../../persistence/documents/request-repository';
import type { ActAtWork } from '../../approval/act-at-work';
import { withdrawWithStage } from './end-request';

/**
 * A stage does not end forward over a request that was raised in it and is still open: refused as `request-open`, naming
 * it. A return to another stage, or a lapse, withdraws what is open, and the other side is told. Read from the tasks, so
 * that a decision without a request costs nothing.
 */
export async function settleRequests(
  { work, task, siblings }: ActAtWork,
  { ends }: Pick<Consequence, 'ends'>,
): Promise<void> {
  if (!ends) return;
  const open = siblings.filter(
    (one) => one.stageId === task.stageId && one.id !== task.id && one.state === 'open' && one.requestId !== null,
  );
  const others = [...new Set(open.flatMap((one) => one.requestId ?? []))].filter((id) => id !== task.requestId);
  if (others.length === 0) return;
  const requests = await new RequestRepository(work.sql).many(others);
  const asked = requests.filter((request) => request.endedAt === null);
  const [first] = asked;
  if (!first) return;
  if (ends.outcome !== 'returned' && ends.outcome !== 'lapsed')
    throw new Refused('request-open', { facts: { number: first.number, open: asked.length } });
  await withdrawWithStage(work, asked);
}
