import { requestActs, type RequestAct } from '../../../contracts/actions';
import type { RequestView } from '../../../contracts/api/requests';
import type { LegalDate } from '../../../contracts/deadlines';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { markOfAnswers } from '../../../domain/documents/answers';
import { entitled } from '../../../domain/people/entitlement';
import { passingDays } from '../../../domain/documents/passing';
import { extensionsLeft, needsCheck } from '../../../domain/documents/request-rules';
import { calendarOf } from '../../../domain/deadlines/calendar';
import { legalDateOf } from '../../../domain/deadlines/legal-day';
import { bytesOf, idOf } from '../../../persistence/bytes';
import { LedgerRepository } from '../../../persistence/deadlines/ledger-repository';
import { AnswerRepository, type AnswerFile, type EditedAnswer } from '../../../persistence/documents/answer-repository';
import { ExtensionRepository, type Extension } from '../../../persistence/documents/extension-repository';
import { ItemRepository, type RequestItem } from '../../../persistence/documents/item-repository';
import { ProposalRepository } from '../../../persistence/documents/proposal-repository';
import { requestOf, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { Sql } from '../../../persistence/sql';
import { partiesOf } from '../../cases/case-reader';
import { limitOf } from '../../deadlines/limits';
import type { ReadingRoom } from '../../reading-room';
import { chinaDate } from './request-list';
import { templateOfItem } from '../templates';
import { presentFile, readHandedIn } from './handed-in';
import { clockOf, limitsOfRequests } from './request-limits';
import { readRequestOf, type ReadRequest } from './request-reader';
import { namedColumns, namedTables, presentRow, type NamedRow } from './request-rows';

/** The screen of one request, in a number of reads that does not grow with its items or files. Refused as readRequestOf. */
export function readRequest(room: ReadingRoom, actor: Actor, requestId: Id<'request'>): Promise<RequestView> {
  return room.database.read(async (sql) => {
    const at = await readRequestOf(sql, actor, requestId);
    const { request, side } = at;
    const items = await new ItemRepository(sql).of([request.id]);
    const seesAnswers = side === 'answering' || request.answeredAt !== null;
    const answers = seesAnswers ? await new AnswerRepository(sql).current([request.id]) : [];
    const files = seesAnswers ? await new AnswerRepository(sql).files([request.id]) : [];
    const extensions = await new ExtensionRepository(sql).of([request.id]);
    const thread = await threadOf(sql, at);
    const today = chinaDate(room.legalNow(at.read.clockOffset));
    const children = thread.filter((row) => row.parent_id !== null && idOf('request', row.parent_id) === request.id);
    const limits = await limitsOfRequests(room, sql, children, clockOf(at.read));
    const { content: programme } = await room.programme(sql, at.read.file.programmeVersionId);
    const left = programme.requests ? extensionsLeft(programme.requests, extensions) : 0;
    const actions = actionsOn(actor, at, extensions, left === 0);
    const back =
      side === 'answering' && request.answeredAt === null ? await readHandedIn(sql, request, items, thread) : null;
    const made = actions.includes('revise') ? await proposalsIn(sql, request) : null;
    const secondNotice = side === 'asking' && isSecond(at, items, thread);
    return {
      ...presentRow(at.row, today, side, null),
      rev: request.rev,
      side,
      dueDays: request.dueDays,
      ...(await limitAndReminders(room, sql, at)),
      servedHow: request.servedHow,
      oneTimeReason: side === 'asking' ? request.oneTimeReason : null,
      checkNote: side === 'asking' ? request.checkNote : null,
      needsCheck: secondNotice && request.sentAt === null && request.state !== 'approved',
      letterRequired: request.letterRequired,
      ownCheck: request.ownCheck,
      ownChecked: request.answerMark !== null && request.answerMark === markOfAnswers(items),
      receiptNumber: request.receiptNumber,
      endedAt: request.endedAt === null ? null : new Date(request.endedAt).toISOString(),
      endReason: request.endReason,
      previousId: request.previousId,
      // What the asking body passes on from a request of its own is not the reader's: only who passed on reads both.
      parentId: side === 'asking' ? request.parentId : null,
      extension: programme.requests ? { days: programme.requests.extension.days.value, left } : null,
      passing: await passingOf(room, sql, at, actions, thread),
      children:
        side === 'answering' ? children.map((row) => presentRow(row, today, 'asking', limits.get(row) ?? null)) : [],
      taskId: await taskOf(sql, actor, at),
      items: items.map((item) => ({
        ...presentItem(item, answers, files, side),
        template: templateOfItem(programme, item.libraryId),
        awaited: back?.awaited.has(item.id) ?? false,
        handedIn: back?.of(item.id, answers, files) ?? null,
        proposalId: made?.get(item.no) ?? null,
      })),
      extensions: extensions.map(presentExtension),
      allowedActions: actions,
    };
  });
}

/** Requests of the case that one of the reader's bodies asked or was asked. */
function threadOf(sql: Sql, { read }: ReadRequest): Promise<NamedRow[]> {
  return sql.rows<NamedRow>(`SELECT ${namedColumns} FROM ${namedTables} WHERE r.case_id = ? ORDER BY r.id`, [
    bytesOf(read.file.id),
  ]);
}

/** Of a draft, by the number of the item: which proposal it was made of. */
async function proposalsIn(sql: Sql, request: DocumentRequest): Promise<Map<number, Id<'itemProposal'>>> {
  if (request.fromBody === 'hospital') return new Map();
  const proposals = await new ProposalRepository(sql).ofCase(request.caseId, [request.fromBody]);
  return new Map(
    proposals.flatMap(({ id, mergedInto, mergedNo }) =>
      mergedInto === request.id && mergedNo !== null ? [[mergedNo, id] as const] : [],
    ),
  );
}

/** Of what may be passed on, or was, while the reader's body still owes its own answer. */
async function passingOf(
  room: ReadingRoom,
  sql: Sql,
  { read, request, side }: ReadRequest,
  actions: readonly RequestAct[],
  thread: readonly NamedRow[],
): Promise<RequestView['passing']> {
  const parent = side === 'asking' ? thread.map(requestOf).find((one) => one.id === request.parentId) : undefined;
  const owed = actions.includes('pass-on') ? request : parent;
  if (owed?.state !== 'sent') return null;
  const { content } = await room.programme(sql, read.file.programmeVersionId);
  const calendar = calendarOf(await room.calendar(sql, read.calendarVersion), 'hospital', read.file.province);
  const today = legalDateOf(room.legalNow(read.clockOffset), content.day);
  return passingDays(content, request.stage, calendar, { today, ownDueOn: owed.dueOn as LegalDate | null });
}

function isSecond({ request }: ReadRequest, items: readonly RequestItem[], thread: readonly NamedRow[]): boolean {
  const earlier = thread.map(requestOf).filter((one) => one.id !== request.id);
  return needsCheck(
    { ...request, items },
    earlier.map((one) => ({ ...one, sent: one.sentAt !== null })),
  );
}

async function limitAndReminders(room: ReadingRoom, sql: Sql, { read, request, side }: ReadRequest) {
  const row = (await new LedgerRepository(sql).all(read.file.id))
    .filter((one) => one.requestId === request.id && one.subject === 'request')
    .at(-1);
  if (!row) return { limit: null, reminders: [] };
  const { content } = await room.programme(sql, read.file.programmeVersionId);
  const setting = {
    programme: content,
    calendar: await room.calendar(sql, read.calendarVersion),
    province: read.file.province,
    legalNow: room.legalNow(read.clockOffset),
  };
  const rungs = side === 'asking' ? await new LedgerRepository(sql).rungs([row.id]) : [];
  return {
    // Once it is answered nothing runs any more: the due date alone is told.
    limit: request.state === 'sent' ? limitOf(row, setting) : null,
    reminders: rungs
      .filter((rung) => rung.state === 'rung')
      .map((rung) => ({ at: new Date(rung.at).toISOString(), rung: rung.rung })),
  };
}

/** The open task about it that waits for one of the reader's own posts. */
async function taskOf(sql: Sql, actor: Actor, { request }: ReadRequest): Promise<Id<'task'> | null> {
  const rows = await sql.rows<{ id: Buffer; role: string | null; organisation_id: Buffer | null }>(
    `SELECT t.id, t.role, t.organisation_id FROM task t
     WHERE t.case_id = ? AND t.stage = ? AND t.state = 'open' AND t.request_id = ? ORDER BY t.id`,
    [bytesOf(request.caseId), request.stage, bytesOf(request.id)],
  );
  const mine = rows.find((row) =>
    actor.posts.some(
      (post) =>
        post.role === row.role &&
        row.organisation_id !== null &&
        post.organisationId === idOf('organisation', row.organisation_id),
    ),
  );
  return mine ? idOf('task', mine.id) : null;
}

function presentItem(
  item: RequestItem,
  answers: readonly EditedAnswer[],
  files: readonly AnswerFile[],
  side: 'asking' | 'answering',
): Omit<RequestView['items'][number], 'awaited' | 'handedIn' | 'proposalId' | 'template'> {
  const answer = answers.find((one) => one.itemId === item.id);
  const { id, no, title, accepts, formats, required, indicator, libraryId, originId, returnReason, state } = item;
  return {
    ...{ id, no, title, accepts, formats, required, indicator, libraryId, originId, returnReason, state },
    // From where the other side passed it on is its own affair.
    passedFromId: side === 'asking' ? item.passedFromId : null,
    answer: answer
      ? {
          rev: answer.rev,
          text: answer.text,
          unavailableBecause: answer.unavailableBecause,
          editedBy: side === 'answering' ? answer.editor : null,
          editedAt: new Date(answer.editedAt).toISOString(),
          files: files.filter((file) => file.itemId === item.id).map(presentFile),
        }
      : null,
  };
}

const presentExtension = (extension: Extension): RequestView['extensions'][number] => ({
  id: extension.id,
  days: extension.days,
  reason: extension.reason,
  askedAt: new Date(extension.askedAt).toISOString(),
  state: extension.state,
  grantedDays: extension.grantedDays,
  decidedAt: extension.decidedAt === null ? null : new Date(extension.decidedAt).toISOString(),
  decisionReason: extension.decisionReason,
});

function actionsOn(
  actor: Actor,
  { read, request }: ReadRequest,
  extensions: readonly Extension[],
  extensionUsedUp: boolean,
): RequestAct[] {
  const on = {
    ...{ parties: partiesOf(read.file), acted: read.acted, status: read.file.status, request },
    extensionAsked: extensions.some((one) => one.state === 'asked'),
    extensionUsedUp,
  };
  // Served once, opening it again changes nothing.
  return requestActs.filter(
    (act) => (act !== 'open' || request.servedOn === null) && entitled(actor, `request-${act}`, on).allowed,
  );
}
