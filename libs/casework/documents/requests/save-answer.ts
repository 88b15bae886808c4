import type { SaveAnswerInput, SavedItem } from '../../../contracts/api/requests';
import { Refused } from '../../../contracts/errors';
import { fieldError } from '../../../contracts/field-errors';
import type { Id } from '../../../contracts/ids';
import type { Actor, Post } from '../../../contracts/posts';
import { isAnswered, problemsOfFiles } from '../../../domain/documents/answers';
import { problemsOfHanded } from '../../../domain/documents/handed-files';
import {
  AnswerRepository,
  type EditedAnswer,
  type SavedAnswer,
} from '../../../persistence/documents/answer-repository';
import { ItemRepository, type RequestItem } from '../../../persistence/documents/item-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
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
    return saveUnderLock(work, { actor, post, request, item }, input);
  });
}

/** What an answer to an item holds. */
export type Given = SaveAnswerInput;

export interface Answering {
  actor: Actor;
  post: Post;
  request: DocumentRequest;
  item: RequestItem;
}

/** Saves under the case's lock. Refused: item-changed, invalid-input. */
export async function saveUnderLock(
  work: CaseWork,
  { actor, post, request, item }: Answering,
  input: Given,
): Promise<SavedItem> {
  const answers = new AnswerRepository(work.sql);
  requireSeen(item, input.rev, await answers.current([request.id]));
  const documents = await requireFiles(work, request, item, input);
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
  await answers.save(saved, documents);
  await new ItemRepository(work.sql).setAnswerRev(item.id, saved.rev);
  await countDone(work, request, saved, documents.length);
  return {
    itemId: item.id,
    rev: saved.rev,
    editedBy: { id: actor.personId, name: await nameOfPerson(work, actor.personId) },
    editedAt: new Date(work.now).toISOString(),
    itemsDone: request.itemsDone,
    itemsTotal: request.itemsTotal,
  };
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
  item: Pick<RequestItem, 'formats'>,
  given: Given,
): Promise<{ id: Id<'document'>; version: number }[]> {
  const { documents, versions = [] } = given;
  const sides = request.toBody === 'province' ? ['province', 'hospital'] : [request.toBody];
  const rows = await new AnswerRepository(work.sql).documents(work.file.id, documents);
  const known = new Map(rows.filter((row) => sides.includes(row.side)).map((row) => [row.id, row]));
  const missing = documents.flatMap((id, index) =>
    known.has(id) ? [] : [fieldError(`documents.${String(index)}`, 'not-in-case')],
  );
  const twice = new Set(documents).size === documents.length ? [] : [fieldError('documents', 'duplicate')];
  const found = documents.flatMap((id) => known.get(id) ?? []);
  const wrong = missing.length > 0 ? [] : problemsOfFiles('documents', { formats: item.formats, files: found });
  const bad = documents.flatMap((id, index) => {
    const file = known.get(id);
    const replaced = versions[index] !== undefined && versions[index] !== file?.version;
    return file ? problemsOfHanded(`documents.${String(index)}`, { ...file, replaced }) : [];
  });
  const fields = [...missing, ...twice, ...wrong, ...bad];
  if (fields.length > 0) throw new Refused('invalid-input', { fields });
  return found.map(({ id, version }) => ({ id, version }));
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
