import type { SaveAnswerInput, SavedItem } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import { fieldError } from '../../../contracts/field-errors';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { isAnswered, problemsOfFiles } from '../../../domain/documents/answers';
import { bytesOf, idOf } from '../../../persistence/bytes';
import {
  AnswerRepository,
  type EditedAnswer,
  type SavedAnswer,
} from '../../../persistence/documents/answer-repository';
import { ItemRepository, type RequestItem } from '../../../persistence/documents/item-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import { marks } from '../../../persistence/sql';
import type { CaseWork } from '../../cases/case-work';
import { nameOfPerson } from '../../cases/copy-case';
import type { Office } from '../../office';
import { once, type Key } from '../../once';
import { lockRequest } from './request-at-work';

/**
 * Saves the answer to one item; several people of the organisation do so at once. What was saved before stays as an
 * earlier version. No event: nothing is said to anybody before the submission. Refused as lockRequest, and not-entitled,
 * other-side, case-closed, on-hold, request-not-open, item-changed (naming who and when), invalid-input.
 */
export function saveAnswer(
  actor: Actor,
  input: { requestId: Id<'request'>; itemId: Id<'item'>; key: Key } & SaveAnswerInput,
  office: Office,
): Promise<SavedItem> {
  return once(office, actor, input.key, async (sql) => {
    const { work, request, post } = await lockRequest(office, sql, actor, 'answer', input.requestId);
    const items = await new ItemRepository(sql).of([request.id]);
    const item = items.find((one) => one.id === input.itemId);
    if (!item) throw new Refused('not-found');
    const answers = await new AnswerRepository(sql).current([request.id]);
    requireSeen(item, input.rev, answers);
    await requireFiles(work, request, item, input.documents);
    const saved: SavedAnswer = {
      itemId: item.id,
      rev: item.answerRev + 1,
      requestId: request.id,
      text: input.text,
      unavailableBecause: input.unavailableBecause,
      editedBy: actor.personId,
      editedPost: post.id,
      editedAt: work.now,
    };
    await new AnswerRepository(sql).save(saved, input.documents);
    await new ItemRepository(sql).setAnswerRev(item.id, saved.rev);
    await countDone(work, request, saved, input.documents.length);
    return {
      itemId: item.id,
      rev: saved.rev,
      editedBy: { id: actor.personId, name: await nameOfPerson(work, actor.personId) },
      editedAt: new Date(work.now).toISOString(),
      itemsDone: request.itemsDone,
      itemsTotal: request.itemsTotal,
    };
  });
}

function requireSeen(item: RequestItem, rev: number, answers: readonly EditedAnswer[]): void {
  if (item.answerRev === rev) return;
  const last = answers.find((answer) => answer.itemId === item.id);
  throw new Refused('item-changed', {
    facts: {
      rev: item.answerRev,
      byZh: last?.editor.zh ?? null,
      byEn: last?.editor.en ?? null,
      at: last ? new Date(last.editedAt).toISOString() : null,
    },
  });
}

/** The case's documents of the answering body; a province may take over what its hospital handed in. */
async function requireFiles(
  work: CaseWork,
  request: DocumentRequest,
  item: RequestItem,
  documents: readonly Id<'document'>[],
): Promise<void> {
  if (documents.length === 0) return;
  const rows = await work.sql.rows<{ id: Buffer; side: string; file_name: string }>(
    `SELECT id, side, file_name FROM document WHERE case_id = ? AND id IN (${marks(documents.length)})`,
    [bytesOf(work.file.id), ...documents.map(bytesOf)],
  );
  const sides = request.toBody === 'province' ? ['province', 'hospital'] : [request.toBody];
  const known = new Map(
    rows.filter((row) => sides.includes(row.side)).map((row) => [idOf('document', row.id), row.file_name]),
  );
  const missing = documents.flatMap((id, index) =>
    known.has(id) ? [] : [fieldError(`documents.${String(index)}`, 'not-in-case')],
  );
  const twice = new Set(documents).size === documents.length ? [] : [fieldError('documents', 'duplicate')];
  const files = documents.map((id) => ({ fileName: known.get(id) ?? '' }));
  const wrong = missing.length > 0 ? [] : problemsOfFiles('documents', { formats: item.formats, files });
  const fields = [...missing, ...twice, ...wrong];
  if (fields.length > 0) throw new Refused('invalid-input', { fields });
}

/** Counts what is answered for the lists of both sides, which read no answers. */
async function countDone(work: CaseWork, request: DocumentRequest, saved: SavedAnswer, files: number): Promise<void> {
  const answers = await new AnswerRepository(work.sql).current([request.id]);
  const withFiles = new Set((await new AnswerRepository(work.sql).files([request.id])).map((file) => file.itemId));
  const done = answers.filter((answer) => {
    const count = answer.itemId === saved.itemId ? files : Number(withFiles.has(answer.itemId));
    return isAnswered({ ...answer, files: Array.from({ length: count }, () => ({ fileName: '' })) });
  }).length;
  if (done === request.itemsDone) return;
  request.itemsDone = done;
  await new RequestRepository(work.sql).save(request);
}
