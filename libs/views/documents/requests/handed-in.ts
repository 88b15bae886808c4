import type { RequestView } from '../../../contracts/api/requests';
import { standingOfFile } from '../../../domain/documents/handed-files';
import { handedIn, passedFrom } from '../../../domain/documents/handed-in';
import { AnswerRepository, type AnswerFile, type EditedAnswer } from '../../../persistence/documents/answer-repository';
import { ItemRepository, type RequestItem } from '../../../persistence/documents/item-repository';
import { requestOf, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { Sql } from '../../../persistence/sql';
import type { NamedRow } from './request-rows';

type Item = RequestView['items'][number];
type Back = Item['handedIn'];

/** How the items stand that a request passed on. */
interface PassedOn {
  /** Those whose answer is not back yet. */
  awaited: ReadonlySet<string>;
  of: (itemId: string, answers: readonly EditedAnswer[], files: readonly AnswerFile[]) => Back;
}

/** What came back of the items that a request passed on, item by item; null where nothing was passed on. */
export async function readHandedIn(
  sql: Sql,
  request: DocumentRequest,
  items: readonly RequestItem[],
  thread: readonly NamedRow[],
): Promise<PassedOn | null> {
  const notices = thread.map(requestOf).filter((one) => one.parentId === request.id && one.sentAt !== null);
  if (notices.length === 0) return null;
  const ids = notices.map((one) => one.id);
  const all = [...items, ...(await new ItemRepository(sql).of(ids))];
  const handed = await new AnswerRepository(sql).current(ids);
  const handedFiles = await new AnswerRepository(sql).files(ids);
  const open = new Set<string>(notices.filter((one) => one.state === 'sent').map((one) => one.id));
  const awaited = all.filter((item) => open.has(item.requestId)).map((item) => passedFrom(item, all));
  const of: PassedOn['of'] = (itemId, answers, files) => {
    const found = handedIn(request.id, itemId, notices, all);
    const answer = handed.find((one) => one.itemId === found?.item.id);
    if (!found || !answer) return null;
    const filesOf = (list: readonly AnswerFile[], id: string) => list.filter((file) => file.itemId === id);
    const own = answers.find((one) => one.itemId === itemId);
    const there = filesOf(handedFiles, found.item.id);
    return {
      requestId: found.notice.id,
      number: found.notice.number,
      answeredAt: new Date(found.notice.answeredAt).toISOString(),
      text: answer.text,
      unavailableBecause: answer.unavailableBecause,
      files: there.map(presentFile),
      taken: own !== undefined && sameAnswer(own, filesOf(files, itemId), answer, there),
    };
  };
  return { awaited: new Set(awaited.flatMap((id) => id ?? [])), of };
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
