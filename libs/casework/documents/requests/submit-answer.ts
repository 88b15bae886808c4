import { Refused } from '../../../contracts/errors';
import {
  isAnswered,
  markOfAnswers,
  problemsOfAnswer,
  problemsOfLetter,
  type CoveringLetter,
} from '../../../domain/documents/answers';
import { receiptContent, type ReceiptContent } from '../../../domain/documents/notice';
import { handlerOf } from '../../../domain/people/posts-of-body';
import { newId } from '../../../persistence/bytes';
import { PaperRepository } from '../../../persistence/designation/paper-repository';
import { AnswerRepository } from '../../../persistence/documents/answer-repository';
import { ExtensionRepository } from '../../../persistence/documents/extension-repository';
import { ItemRepository, type RequestItem } from '../../../persistence/documents/item-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { ActAtWork, Effected } from '../../approval/act-at-work';
import { actorFacts, type CaseWork } from '../../cases/case-work';
import { nextNumberOf } from '../../cases/receipts';
import { cancelLapse } from './overdue-answer';
import { goOnAfter, isLate } from './request-clock';
import { requireRules } from './request-at-work';
import { serve } from './serve-request';
import { tell } from './tell';
import { freeze, organisationNames } from './written-notice';

type AnsweredItems = (RequestItem & {
  text: string | null;
  unavailableBecause: string | null;
  files: ReceiptContent['items'][number]['files'];
})[];

/**
 * 提交答复, all or nothing: a receipt with number, time and every file's SHA-256 is frozen in the commit of the decision;
 * after it nothing of the answer changes. No bytes are read or copied. Refused: request-not-open, request-open (what was
 * passed on is not back), request-overdue, answer-unchecked, answer-incomplete (naming all that is missing), number-taken.
 */
export async function submitAnswer(act: ActAtWork): Promise<Effected> {
  const { work, task } = act;
  const requests = new RequestRepository(work.sql);
  const request = task.requestId ? await requests.find(task.requestId) : undefined;
  if (request?.state !== 'sent') throw new Refused('request-not-open');
  await requireNothingPassedOn(work, request);
  const late = await isLate(work, request);
  // Whoever submits has opened it.
  if (request.servedOn === null) await serve(work, request, work.today, { how: 'opened', by: act.actor.personId });
  if (late && requireRules(work).late.value === 'decided-as-is') throw new Refused('request-overdue');
  const items = await answeredItems(work, request);
  const letter = act.decision.form as CoveringLetter;
  requireComplete(request, items, letter);
  await registerLetter(act, letter);
  await give(act, request, items, { letter, late });
  await new ExtensionRepository(work.sql).voidOpen([request.id], work.now);
  await cancelLapse(work, request.id);
  await goOnAfter(work, request);
  return { requestId: request.id };
}

async function requireNothingPassedOn(work: CaseWork, request: DocumentRequest): Promise<void> {
  if (request.toBody !== 'province') return;
  const child = (await new RequestRepository(work.sql).ofCase(work.file.id)).find(
    (one) => one.parentId === request.id && one.sentAt !== null && one.endedAt === null,
  );
  if (child) throw new Refused('request-open', { facts: { number: child.number } });
}

async function answeredItems(work: CaseWork, request: DocumentRequest): Promise<AnsweredItems> {
  const repository = new AnswerRepository(work.sql);
  const items = await new ItemRepository(work.sql).of([request.id]);
  const answers = new Map((await repository.current([request.id])).map((answer) => [answer.itemId, answer]));
  const files = await repository.files([request.id]);
  return items.map((item) => ({
    ...item,
    text: answers.get(item.id)?.text ?? null,
    unavailableBecause: answers.get(item.id)?.unavailableBecause ?? null,
    files: files
      .filter((file) => file.itemId === item.id)
      .map(({ title, fileName, size, sha256 }) => ({ title, fileName, size, sha256 })),
  }));
}

function requireComplete(request: DocumentRequest, items: AnsweredItems, letter: CoveringLetter): void {
  const fields = [...problemsOfAnswer(items), ...problemsOfLetter(letter, request.letterRequired)];
  if (fields.length > 0) throw new Refused('answer-incomplete', { fields });
  const vouched = request.answerCheckedBy !== null && request.answerMark === markOfAnswers(items);
  if (request.ownCheck && !vouched) throw new Refused('answer-unchecked');
}

async function registerLetter({ work, post }: ActAtWork, letter: CoveringLetter): Promise<void> {
  const { number, dated, original } = letter;
  if (number === undefined || dated === undefined || original === undefined) return;
  await new PaperRepository(work.sql).register({
    id: newId('paper'),
    caseId: work.file.id,
    kind: 'answer',
    number,
    dated,
    form: 'letter',
    documentId: original,
    enteredBy: post.id,
    enteredAt: work.now,
  });
}

/** Gives the receipt: frozen, numbered in the series of the body that receives. */
async function give(
  { work, actor, post }: ActAtWork,
  request: DocumentRequest,
  items: AnsweredItems,
  { letter, late }: { letter: CoveringLetter; late: boolean },
): Promise<void> {
  const requests = new RequestRepository(work.sql);
  const names = await organisationNames(work.sql, [
    request.fromOrganisation,
    request.toOrganisation,
    work.file.applicantId,
  ]);
  const number = await nextNumberOf(work, 'RC', request.fromBody);
  const receipt = freeze(
    receiptContent({
      number,
      requestNumber: request.number ?? '',
      caseNumber: work.file.number,
      applicant: names.get(work.file.applicantId) ?? '',
      from: names.get(request.toOrganisation) ?? '',
      to: names.get(request.fromOrganisation) ?? '',
      receivedAt: new Date(work.now).toISOString(),
      late,
      letter:
        letter.number !== undefined && letter.dated !== undefined
          ? { number: letter.number, dated: letter.dated }
          : null,
      items: items.map(({ no, title, text, unavailableBecause, files }) => ({
        no,
        title,
        text,
        unavailableBecause,
        files,
      })),
    }),
  );
  Object.assign(request, {
    state: 'answered',
    answeredAt: work.now,
    late,
    receiptNumber: number,
    itemsDone: items.filter(isAnswered).length,
  });
  await requests.save(request);
  await requests.freeze(request.id, 'receipt', receipt);
  const facts = {
    stage: request.stage,
    number: request.number,
    receipt: number,
    sha256: receipt.digest.toString('hex'),
    items: items.length,
    files: items.reduce((sum, item) => sum + item.files.length, 0),
    late,
  };
  work.record('answerSubmitted', request.toBody, { actor: actorFacts(actor, post), ...facts });
  work.record('answerReceived', request.fromBody, facts);
  await tell(work, { body: request.fromBody, roles: [handlerOf(request.fromBody)] }, 'answer-received', request);
}
