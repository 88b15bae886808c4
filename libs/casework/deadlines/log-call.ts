import type { CallInput } from '../../contracts/api/supervision';
import type { ActReceipt } from '../../contracts/api/verbs';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bytesOf, newId } from '../../persistence/bytes';
import { lockForVerb } from '../cases/case-verbs';
import { actorFacts } from '../cases/case-work';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { receiptOfAct } from '../cases/receipts';

/** 通话记录: who was called and what was said, read by one's own body alone. Refused: not-found, not-entitled, other-side, invalid-input. */
export function logCall(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key } & CallInput,
  office: Office,
): Promise<ActReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, post, body } = await lockForVerb(actor, 'log-call', input.caseId, office, sql);
    if (input.calledOn > work.today)
      throw new Refused('invalid-input', { fields: [fieldError('calledOn', 'not-yet')] });
    await sql.insert('call_log', [
      {
        id: bytesOf(newId('talk')),
        case_id: bytesOf(input.caseId),
        body,
        called_on: input.calledOn,
        whom: input.whom,
        said: input.said,
        by_person: bytesOf(actor.personId),
        by_post: bytesOf(post.id),
        at: new Date(work.now),
      },
    ]);
    work.record('callLogged', body, {
      actor: actorFacts(actor, post),
      calledOn: input.calledOn,
      whom: input.whom,
      text: input.said,
    });
    await work.settle();
    return receiptOfAct(work);
  });
}
