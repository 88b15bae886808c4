import type { SavedItem, TakeOverInput } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { handedIn } from '../../../domain/documents/handed-in';
import { AnswerRepository } from '../../../persistence/documents/answer-repository';
import { ItemRepository } from '../../../persistence/documents/item-repository';
import { RequestRepository } from '../../../persistence/documents/request-repository';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { lockRequest } from './request-at-work';
import { saveUnderLock } from './save-answer';

/**
 * A province takes over what its hospital handed in for an item that was passed on: text and files become its own saved
 * answer, which can be changed like any other. Refused as saveAnswer, and nothing-handed-in.
 */
export function takeOverAnswer(
  actor: Actor,
  input: { requestId: Id<'request'>; itemId: Id<'item'>; key: Key } & TakeOverInput,
  office: Office,
): Promise<SavedItem> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'answer', input.requestId);
    const notices = (await new RequestRepository(sql).ofCase(work.file.id)).filter(
      (one) => one.parentId === request.id || one.id === request.id,
    );
    const items = await new ItemRepository(sql).of(notices.map((one) => one.id));
    const item = items.find((one) => one.id === input.itemId && one.requestId === request.id);
    if (!item) throw new Refused('not-found');
    const found = handedIn(request.id, item.id, notices, items);
    if (!found) throw new Refused('nothing-handed-in');
    const answers = new AnswerRepository(sql);
    const answer = (await answers.current([found.notice.id])).find((one) => one.itemId === found.item.id);
    const files = (await answers.files([found.notice.id])).filter((file) => file.itemId === found.item.id);
    return saveUnderLock(
      work,
      { actor, post, request, item },
      {
        rev: input.rev,
        text: answer?.text ?? null,
        unavailableBecause: answer?.unavailableBecause ?? null,
        documents: files.map((file) => file.documentId),
        versions: files.map((file) => file.version),
      },
    );
  });
}
