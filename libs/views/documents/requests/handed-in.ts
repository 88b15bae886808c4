import type { RequestView } from '../../../contracts/api/requests';
import { standingOfFile } from '../../../domain/documents/handed-files';
import { handedIn } from '../../../domain/documents/handed-in';
import { AnswerRepository, type AnswerFile, type EditedAnswer } from '../../../persistence/documents/answer-repository';
import { ItemRepository, type RequestItem } from '../../../persistence/documents/item-repository';
import { requestOf, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { Sql } from '../../../persistence/sql';
import type { NamedRow } from './request-rows';

type Item = RequestView['items'][number];
type Back = Item['handedIn'];

/** What came back of the items that a request passed on, item by item; null where nothing was passed on. */
export async function readHandedIn(
  sql: Sql,
  request: DocumentRequest,
  items: readonly RequestItem[],
  thread: readonly NamedRow[],
): Promise<((itemId: string, answers: readonly EditedAnswer[], files: readonly AnswerFile[]) => Back) | null> {
  const notices = thread.map(requestOf).filter((one) => one.parentId === request.id && one.answeredAt !== null);
  if (notices.length === 0) return null;
  const ids = notices.map((one) => one.id);
  const all = [...items, ...(await new ItemRepository(sql).of(ids))];
  const handed = await new AnswerRepository(sql).current(ids);
  const handedFiles = await new AnswerRepository(sql).files(ids);
  return (itemId, answers, files) => {
    const found = handedIn(request.id, itemId, notices, all);
    const answer = handed.find((one) => one.itemId === found?.item.id);
    if (!found || !answer) return null;
    const of = (list: readonly AnswerFile[], id: string) => list.filter((file) => file.itemId === id);
    const own = answers.find((one) => one.itemId === itemId);
    const there = of(handedFiles, found.item.id);
    return {
      requestId: found.notice.id,
      number: found.notice.number,
      answeredAt: new Date(found.notice.answeredAt).toISOString(),
      text: answer.text,
      unavailableBecause: answer.unavailableBecause,
      files: there.map(presentFile),
      taken: own !== undefined && sameAnswer(own, of(files, itemId), answer, there),
    };
  };
}

function sameAnswer(
  own: EditedAnswer,
  files: readonly AnswerFile[],
  other: EditedAnswer,
  otherFiles: readonly AnswerFile[],
): boolean {
  const versions = (list: readonly AnswerFile[]): string => list.map((file) => file.versionId).join();
  return (
    own.text === other.text &&
    own.unavailableBecause === other.unavailableBecause &&
    versions(files) === versions(otherFiles)
  );
}

export const presentFile = (
  file: AnswerFile,
): NonNullable<RequestView['items'][number]['answer']>['files'][number] => ({
  documentId: file.documentId,
  versionId: file.versionId,
  version: file.version,
  standing: standingOfFile(file),
  title: file.title,
  fileName: file.fileName,
  mediaType: file.mediaType,
  size: file.size,
  sha256: file.sha256,
});
