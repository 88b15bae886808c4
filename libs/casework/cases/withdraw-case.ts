import type { CaseReceipt, WithdrawInput } from '../../contracts/api/cases';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import { authorityNumberPattern } from '../../contracts/form-schema';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bodyOfStage } from '../../contracts/procedure';
import { peopleOf } from '../../domain/people/acted';
import { afterProposal } from '../../domain/people/case-actions';
import { postsOnCase } from '../../domain/people/relation';
import { bytesOf, newId } from '../../persistence/bytes';
import { HoldRepository } from '../../persistence/cases/hold-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { PaperRepository } from '../../persistence/designation/paper-repository';
import type { Sql } from '../../persistence/sql';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { lockCaseFor, receiptOf, type CaseAtWork } from './case-acts';
import { openArchive } from '../audit/archive/open-archive';
import { endRequestsOfTasks } from '../documents/requests/end-request';
import { actorFacts, CaseWork } from './case-work';
import { endStage } from './stage-moves';
import { tellWatchers } from './tell-watchers';

type Input = { caseId: Id<'case'>; key: Key } & WithdrawInput;

/**
 * 撤回申报. By the hospital's head alone before submission; after it by the province's signatory with paper and
 * original; after the proposal the nation's signatory agrees to what another person asked for the province. Refused as lockCaseFor, and
 * invalid-input, number-taken.
 */
export function withdrawCase(actor: Actor, input: Input, office: Office): Promise<CaseReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const agreeing = await isNationalSignatory(actor, sql, input.caseId, office);
    const at = await lockCaseFor(actor, agreeing ? 'agree-withdrawal' : 'withdraw', input.caseId, office, sql);
    if (agreeing) {
      const asked = [at.withdrawal?.requestedByPerson, at.withdrawal?.askedPerson];
      if (peopleOf(actor, at.post).some((person) => asked.includes(person))) throw new Refused('other-side');
      await new HoldRepository(sql).agree(input.caseId);
      return close(actor, at, input.reason);
    }
    if (!at.work.parties.submitted) return close(actor, at, input.reason);
    const paper = await requirePaper(at, input);
    if (!afterProposal.has(at.open.stage)) {
      await registerPaper(at, paper);
      return close(actor, at, input.reason);
    }
    return ask(actor, at, input.reason, paper);
  });
}

/** The same address serves both signatories: whose turn it is follows from the post. */
async function isNationalSignatory(actor: Actor, sql: Sql, caseId: Id<'case'>, office: Office): Promise<boolean> {
  const work = await CaseWork.lock(office, sql, caseId, actor);
  return postsOnCase(work.standing(actor), work.parties).some((post) => post.role === 'national-signatory');
}

interface WithdrawalPaper {
  number: string;
  documentId: Id<'document'>;
}

async function requirePaper({ work }: CaseAtWork, input: Input): Promise<WithdrawalPaper> {
  const { paperNumber, documentId } = input;
  const fields = [];
  if (!paperNumber) fields.push(fieldError('paperNumber', 'paper-missing'));
  else if (!authorityNumberPattern.test(paperNumber)) fields.push(fieldError('paperNumber', 'authority-number'));
  const known = documentId
    ? await work.sql.row('SELECT id FROM document WHERE case_id = ? AND id = ?', [
        bytesOf(work.file.id),
        bytesOf(documentId),
      ])
    : undefined;
  if (!documentId) fields.push(fieldError('documentId', 'paper-missing'));
  else if (!known) fields.push(fieldError('documentId', 'not-in-case'));
  if (fields.length > 0 || !paperNumber || !documentId) throw new Refused('invalid-input', { fields });
  return { number: paperNumber, documentId };
}

async function registerPaper({ work, post }: CaseAtWork, paper: WithdrawalPaper): Promise<void> {
  const registered = {
    id: newId('paper'),
    caseId: work.file.id,
    kind: 'withdrawal',
    number: paper.number,
    dated: work.today,
    form: 'letter',
    documentId: paper.documentId,
    enteredBy: post.id,
    enteredAt: work.now,
  } as const;
  await new PaperRepository(work.sql).register(registered, 'paperNumber');
}

async function ask(actor: Actor, at: CaseAtWork, reason: string, paper: WithdrawalPaper): Promise<CaseReceipt> {
  const { work, post } = at;
  await registerPaper(at, paper);
  await new HoldRepository(work.sql).requestWithdrawal(work.file.id, {
    id: newId('withdrawal'),
    reason,
    paperNumber: paper.number,
    documentId: paper.documentId,
    requestedBy: post.id,
    askedPerson: post.onBehalfOf ? actor.personId : null,
    requestedAt: work.now,
  });
  const notifications = new NotificationRepository(work.sql);
  const signatories = await notifications.holders(
    [{ organisationId: work.file.nationId, role: 'national-signatory' }],
    work.today,
  );
  await notifications.add(
    signatories.map((personId) => ({
      personId,
      caseId: work.file.id,
      code: 'withdrawal-requested',
      params: { number: work.file.number },
      at: work.now,
    })),
  );
  work.record('withdrawalRequested', 'province', { actor: actorFacts(actor, post), reason, paper: paper.number });
  await work.settle();
  return receiptOf(work, true);
}

/** Cancels tasks, seats and limits, closes the case, opens its archive, tells the workflow once. */
async function close(actor: Actor, { work, post, open }: CaseAtWork, reason: string): Promise<CaseReceipt> {
  const running = (await work.tasks.ofCase(work.file.id)).filter((task) => task.state === 'open');
  await endRequestsOfTasks(work, running);
  const tasks = running.map((task) => task.id);
  await work.tasks.cancel(tasks, work.now);
  await work.tasks.hide(tasks);
  await work.sql.run(
    'UPDATE seat s JOIN panel p ON p.id = s.panel_id SET s.left_at = ? WHERE p.case_id = ? AND s.left_at IS NULL',
    [new Date(work.now), bytesOf(work.file.id)],
  );
  await endStage(work, open, 'withdrawn', null, { followed: true });
  await work.closeFile('withdrawn');
  await tellWatchers(work, 'over');
  work.record('caseWithdrawn', bodyOfStage[open.stage], { actor: actorFacts(actor, post), reason });
  await openArchive(work, await work.stages.ofCase(work.file.id));
  await work.settle();
  return receiptOf(work);
}
