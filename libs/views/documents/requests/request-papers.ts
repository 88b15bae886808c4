import type { NoticeView, ReceiptView } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { noticeContent } from '../../../domain/documents/notice';
import { serviceDays } from '../../../domain/documents/request-rules';
import { ItemRepository } from '../../../persistence/documents/item-repository';
import { RequestRepository } from '../../../persistence/documents/request-repository';
import type { ReadingRoom } from '../../reading-room';
import { readRequestOf } from './request-reader';

/** The written notice as it was sent; of a draft, as it would be sent now. Refused as readRequestOf. */
export function readNotice(room: ReadingRoom, actor: Actor, requestId: Id<'request'>): Promise<NoticeView> {
  return room.database.read(async (sql) => {
    const { read, row, request } = await readRequestOf(sql, actor, requestId);
    const frozen = await new RequestRepository(sql).frozen(requestId, 'notice');
    if (frozen) {
      const notice = JSON.parse(frozen.text) as NoticeView['notice'];
      return { frozen: true, sha256: frozen.digest.toString('hex'), notice };
    }
    const { content } = await room.programme(sql, read.file.programmeVersionId);
    const items = await new ItemRepository(sql).of([requestId]);
    const notice = noticeContent({
      kind: request.kind,
      passedOn: request.parentId !== null,
      number: null,
      from: row.from_zh,
      to: row.to_zh,
      dated: null,
      caseNumber: row.case_number,
      applicant: row.applicant_zh,
      round: request.round,
      dueDays: request.dueDays,
      serviceDays: serviceDays(content),
      letterRequired: request.letterRequired,
      items: items.map(({ no, title, accepts, formats, required, indicator, returnReason }) => ({
        ...{ no, title, accepts, formats, required, indicator, returnReason },
      })),
    });
    return { frozen: false, sha256: null, notice };
  });
}

/** The receipt of the answer. Refused as readRequestOf, and `not-found` where nothing was submitted. */
export function readReceipt(room: ReadingRoom, actor: Actor, requestId: Id<'request'>): Promise<ReceiptView> {
  return room.database.read(async (sql) => {
    await readRequestOf(sql, actor, requestId);
    const frozen = await new RequestRepository(sql).frozen(requestId, 'receipt');
    if (!frozen) throw new Refused('not-found');
    const receipt = JSON.parse(frozen.text) as ReceiptView['receipt'];
    return { sha256: frozen.digest.toString('hex'), receipt };
  });
}

/** The case a request is of. Refused as readRequestOf. */
export function caseOfRequest(room: ReadingRoom, actor: Actor, requestId: Id<'request'>): Promise<Id<'case'>> {
  return room.database.read(async (sql) => (await readRequestOf(sql, actor, requestId)).read.file.id);
}
