import type { RequestReceipt } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { RequestRepository } from '../../../persistence/documents/request-repository';
import { actorFacts } from '../../cases/case-work';
import { ringDue } from '../../deadlines/ring';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { lockRequest, receiptOfRequest } from './request-at-work';
import { serve } from './serve-request';

/**
 * 送达. An entitled person of the addressee opens the notice: it is served, and the time to answer begins. Opening it again
 * changes nothing. Refused as lockRequest, and not-entitled, other-side, case-closed, on-hold.
 */
export function openRequest(
  actor: Actor,
  input: { requestId: Id<'request'>; key: Key },
  office: Office,
): Promise<RequestReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'open', input.requestId);
    if (request.servedOn !== null || request.state !== 'sent') return receiptOfRequest(work, request);
    await ringDue(work);
    // What was due in this very commit may have served it already.
    const standing = await new RequestRepository(sql).find(request.id);
    if (!standing) throw new Refused('not-found');
    if (standing.servedOn === null) {
      work.record('requestOpened', standing.toBody, {
        actor: actorFacts(actor, post),
        stage: standing.stage,
        number: standing.number,
      });
      await serve(work, standing, work.today, { how: 'opened', by: actor.personId });
    }
    await work.settle();
    return receiptOfRequest(work, standing);
  });
}
