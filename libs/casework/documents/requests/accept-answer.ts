import { Refused } from '../../../contracts/errors';
import { fieldError } from '../../../contracts/field-errors';
import type { Id } from '../../../contracts/ids';
import type { Actor, Post } from '../../../contracts/posts';
import { hasRoundLeft, roundAfter } from '../../../domain/documents/request-rules';
import { newId } from '../../../persistence/bytes';
import { ItemRepository, type RequestItem } from '../../../persistence/documents/item-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { ActAtWork, Effected } from '../../approval/act-at-work';
import type { CaseWork } from '../../cases/case-work';
import { itemOf, returnedWording } from './draft-items';
import { requireDays, unsent } from './draft-request';
import { judge, judgeAnswered } from './judge-answer';
import { requireRules } from './request-at-work';
import { goOut } from './send-request';

/** 审核答复: every item is accepted, the request is closed. Refused: request-not-open. */
export async function acceptAnswer({ work, task, actor, post }: ActAtWork): Promise<undefined> {
  const request = await requireAnswered(work, task.requestId);
  await judge(work, actor, post, request, []);
  return undefined;
}

/** At an intake: whatever the check decides, an answer that was looked at is closed with it. */
export async function closeAnswered({ work, task, actor, post }: ActAtWork): Promise<undefined> {
  if (task.requestId) await judgeAnswered(work, actor, post, task.requestId, []);
  return undefined;
}

/**
 * Returned items go out at once as a new notice, the next round, each with its reason word for word; the rest is accepted.
 * Refused: request-not-open, rounds-used-up, invalid-input.
 */
export async function returnItems({ work, task, decision, actor, post }: ActAtWork): Promise<Effected> {
  const answered = await requireAnswered(work, task.requestId);
  const { items: rows, days } = decision.form as { items: { item: string; reason: string }[]; days?: number };
  const items = await new ItemRepository(work.sql).of([answered.id]);
  const reasons = reasonsOf(items, rows);
  const next = nextRound(work, actor, post, answered);
  if (!hasRoundLeft(next.round, requireRules(work))) throw new Refused('rounds-used-up');
  next.dueDays = requireDays(work, next, days ?? answered.dueDays);
  const asked = items
    .filter((item) => reasons.has(item.id))
    .map((item, index) => itemOf(next.id, index, returnedWording(item, reasons.get(item.id) ?? '')));
  next.itemsTotal = asked.length;
  await judge(work, actor, post, answered, [...reasons.keys()] as Id<'item'>[]);
  await new RequestRepository(work.sql).insert(next);
  await new ItemRepository(work.sql).insert(asked);
  await goOut(work, actor, post, next, asked);
  return { requestId: next.id };
}

function reasonsOf(items: readonly RequestItem[], rows: readonly { item: string; reason: string }[]) {
  const fields = rows.flatMap((row, index) => {
    const path = `items.${String(index)}.item`;
    if (!items.some((item) => item.id === row.item)) return [fieldError(path, 'item-not-returnable')];
    return rows.findIndex((one) => one.item === row.item) === index ? [] : [fieldError(path, 'duplicate')];
  });
  if (fields.length > 0) throw new Refused('invalid-input', { fields });
  return new Map(rows.map((row) => [row.item, row.reason]));
}

function nextRound(work: CaseWork, actor: Actor, post: Post, answered: DocumentRequest): DocumentRequest {
  return {
    ...answered,
    ...unsent(work, actor, post),
    id: newId('request'),
    previousId: answered.id,
    round: roundAfter(answered),
  };
}

async function requireAnswered(work: CaseWork, id: Id<'request'> | null): Promise<DocumentRequest> {
  const request = id ? await new RequestRepository(work.sql).find(id) : undefined;
  if (request?.state !== 'answered') throw new Refused('request-not-open');
  return request;
}
