import type { PassOnItemsInput, RequestReceipt } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import { fieldError } from '../../../contracts/field-errors';
import type { Id } from '../../../contracts/ids';
import type { Actor, Post } from '../../../contracts/posts';
import { wantsOwnCheck } from '../../../domain/documents/request-rules';
import { newId } from '../../../persistence/bytes';
import { ItemRepository } from '../../../persistence/documents/item-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { CaseWork } from '../../cases/case-work';
import { ringDue } from '../../deadlines/ring';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { itemOf } from './draft-items';
import { requireDays, requireStillHere, unsent } from './draft-request';
import { lockRequest, receiptOfRequest, requireRules } from './request-at-work';
import { goOut, openAnswering } from './send-request';
import { serve } from './serve-request';

/**
 * 转下. The province passes items that the nation asks for on to the hospital, under a notice and number of its own; its
 * own answer stays open. Passing on is also opening. Not subject to the one-time rule: it is the nation that asks. Refused as lockRequest, and
 * not-entitled, other-side, case-closed, on-hold, handing-over, request-not-here, request-not-open, invalid-input.
 */
export function passOnItems(
  actor: Actor,
  input: { requestId: Id<'request'>; key: Key } & PassOnItemsInput,
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'pass-on', input.requestId);
    await ringDue(work);
    const parent = (await new RequestRepository(sql).find(request.id)) ?? request;
    const open = await requireStillHere(work, parent);
    if (parent.servedOn === null) await serve(work, parent, work.today, { how: 'opened', by: actor.personId });
    const child = childOf(work, actor, post, parent);
    child.dueDays = requireDays(work, child, input.dueDays);
    const items = await itemsPassed(work, parent, child.id, input.items);
    child.itemsTotal = items.length;
    await new RequestRepository(sql).insert(child);
    await new ItemRepository(sql).insert(items);
    await goOut(work, actor, post, child, items);
    await openAnswering(work, open, child, 'answer-passed-on');
    await work.settle();
    return receiptOfRequest(work, child);
  });
}

function childOf(work: CaseWork, actor: Actor, post: Post, parent: DocumentRequest): DocumentRequest {
  const id = newId('request');
  return {
    ...parent,
    ...unsent(work, actor, post),
    id,
    threadId: id,
    previousId: null,
    parentId: parent.id,
    round: 1,
    kind: 'request',
    fromBody: 'province',
    fromOrganisation: parent.toOrganisation,
    toBody: 'hospital',
    toOrganisation: work.file.applicantId,
    letterRequired: false,
    ownCheck: wantsOwnCheck('hospital', requireRules(work)),
  };
}

async function itemsPassed(work: CaseWork, parent: DocumentRequest, childId: Id<'request'>, ids: Id<'item'>[]) {
  const items = await new ItemRepository(work.sql).of([parent.id]);
  const fields = ids.flatMap((id, index) => {
    if (!items.some((item) => item.id === id)) return [fieldError(`items.${String(index)}`, 'item-not-open')];
    return ids.indexOf(id) === index ? [] : [fieldError(`items.${String(index)}`, 'duplicate')];
  });
  if (fields.length > 0) throw new Refused('invalid-input', { fields });
  return items
    .filter((item) => ids.includes(item.id))
    .map((item, index) =>
      itemOf(childId, index, {
        title: item.title,
        accepts: item.accepts,
        formats: item.formats,
        required: item.required,
        libraryId: item.libraryId,
        indicator: item.indicator,
        passedFromId: item.id,
      }),
    );
}
