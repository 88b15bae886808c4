import type { TaskView } from '../../contracts/api/tasks';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { isArchiveStage, type Outcome } from '../../contracts/procedure';
import type { Programme } from '../../contracts/programme';
import { fileChecklist } from '../../domain/audit/file-checklist';
import { stepDefinition } from '../../domain/cases/registry';
import { returnTargets } from '../../domain/cases/return-targets';
import { ArchiveRepository } from '../../persistence/audit/archive-repository';
import { readFileFacts } from '../../persistence/audit/file-facts';
import { AssignmentRepository } from '../../persistence/cases/assignment-repository';
import { StageRepository } from '../../persistence/cases/stage-repository';
import { type Task } from '../../persistence/cases/task-repository';
import { RequestRepository } from '../../persistence/documents/request-repository';
import { LedgerRepository } from '../../persistence/deadlines/ledger-repository';
import { DecisionRepository } from '../../persistence/approval/decision-repository';
import { type Sql } from '../../persistence/sql';
import { seesTask, type ReadCase } from '../cases/case-reader';
import { limitOfTask } from '../deadlines/limits';
import { readDocuments } from '../documents/documents';
import type { ReadingRoom } from '../reading-room';
import { readPool, readSeats } from './panel';
import { standardOf } from './standard';
import { peopleNamed } from '../people/names';
import { seenTask } from './seen-task';
import { actionsOnTask, behalfOn, taskAtHand } from './task-actions';

/** A task with all that its form needs. Refused as `not-found` where the reader may not know of it. */
export function readTask(room: ReadingRoom, actor: Actor, taskId: Id<'task'>): Promise<TaskView> {
  return room.database.read(async (sql) => {
    const { read, task, tasks } = await seenTask(sql, actor, taskId);
    return {
      ...(await rowOf(room, sql, read, task, actor)),
      ...(await formFacts(room, sql, actor, read, task, tasks)),
    };
  });
}

async function rowOf(room: ReadingRoom, sql: Sql, read: ReadCase, task: Task, actor: Actor) {
  const { file } = read;
  const { content } = await room.programme(sql, file.programmeVersionId);
  const calendar = await room.calendar(sql, read.calendarVersion);
  const ledger = await new LedgerRepository(sql).open(file.id);
  const names = await peopleNamed(sql, [task.holderId, task.assignedTo]);
  const named = (id: Id<'person'> | null) => id && names(id);
  return {
    id: task.id,
    rev: task.rev,
    caseId: file.id,
    caseNumber: file.number,
    caseKind: file.kind,
    applicant: { id: file.applicantId, name: read.applicant },
    province: file.province,
    programme: content.code,
    stage: task.stage,
    step: task.step,
    round: task.round,
    openedAt: new Date(task.openedAt).toISOString(),
    claimedAt: task.claimedAt === null ? null : new Date(task.claimedAt).toISOString(),
    holder: named(task.holderId),
    mine: task.holderId === actor.personId,
    forReply: task.state === 'open' && task.assignedTo === actor.personId,
    waitsForReplyOf: task.state === 'open' ? named(task.assignedTo) : null,
    limit: limitOfTask(task, ledger, {
      programme: content,
      calendar,
      province: read.file.province,
      legalNow: room.legalNow(read.clockOffset),
    }),
    ...(await requestOfTask(sql, task)),
    state: task.state,
    waitingForRole: task.role,
  };
}

async function requestOfTask(sql: Sql, { requestId }: Task) {
  const request = requestId && (await new RequestRepository(sql).find(requestId));
  return request ? { request: { id: request.id, number: request.number, items: request.itemsTotal } } : {};
}

async function formFacts(room: ReadingRoom, sql: Sql, actor: Actor, read: ReadCase, task: Task, tasks: Task[]) {
  const definition = stepDefinition(task.stage, task.step);
  const fields = Object.values(definition.outcomes).flatMap((outcome) => outcome.form);
  const has = (type: string): boolean => fields.some((field) => field.type === type);
  const at = await taskAtHand(sql, actor, read, task, tasks);
  const allowed = actionsOnTask(actor, at);
  const entered = has('target') ? (await new StageRepository(sql).ofCase(read.file.id)).map((one) => one.stage) : [];
  const { content } = await room.programme(sql, read.file.programmeVersionId);
  const level = task.stage === 'national-review' ? ('nation' as const) : ('province' as const);
  const panel = content.panels[level];
  const needsStandard = has('indicators') || has('judgements');
  const needsPool = has('seats') && (allowed.includes('claim') || allowed.includes('decide'));
  return {
    allowedActions: allowed,
    onBehalfOf: behalfOn(actor, at),
    outcomes:
      allowed.includes('decide') || allowed.includes('claim') ? (Object.keys(definition.outcomes) as Outcome[]) : [],
    returnTargets: has('target') ? returnTargets(task.stage, task.step, entered) : [],
    standard: needsStandard ? standardOf((await room.standard(sql, read.file.standardVersionId)).content) : null,
    pool: needsPool ? await readPool(sql, read, level) : [],
    panelSize: has('seats') ? { min: panel.minSize.value, max: panel.maxSize.value } : null,
    seats: has('attendance') ? await readSeats(sql, read, level) : [],
    documents: await documentsOf(sql, read),
    ...(await archiveFacts(sql, read, task, content)),
    // Inside the body only; a task that a panel's seat does is passed on to nobody.
    replies: task.role !== null && seesTask(read, task) ? await new AssignmentRepository(sql).ofTask(task.id) : [],
    ...(await before(sql, actor, read, task, tasks)),
  };
}

/** What the two steps of the archive are done with. */
async function archiveFacts(sql: Sql, read: ReadCase, { stage, step }: Task, programme: Programme) {
  if (!isArchiveStage(stage)) return { checklist: [], retentionClasses: [], archiveNumberExample: null };
  const accepting = step === 'accept-file';
  return {
    checklist: fileChecklist(await readFileFacts(sql, read.file, programme)),
    retentionClasses: accepting ? await new ArchiveRepository(sql).retentionClasses() : [],
    archiveNumberExample: accepting ? (programme.archive?.number.example ?? null) : null,
  };
}

async function documentsOf(sql: Sql, read: ReadCase) {
  const documents = await readDocuments(sql, read);
  return documents.map(({ id, title, fileName }) => ({ id, title, fileName }));
}

/** What was entered here the last time, and why the step came back. */
async function before(sql: Sql, actor: Actor, read: ReadCase, task: Task, tasks: readonly Task[]) {
  const decisions = new DecisionRepository(sql);
  const last = await decisions.last(read.file.id, task.stage, task.step);
  const own = last && (task.personId === null || last.personId === actor.personId);
  const returns = tasks.filter(
    (one) => one.outcome === 'returned' && one.doneAt !== null && one.doneAt <= task.openedAt,
  );
  const latest = returns.at(-1);
  const decision = latest?.decisionId ? await decisions.last(read.file.id, latest.stage, latest.step) : undefined;
  // The archive's return names no target: it has one.
  const aimed = decision && (isTarget(decision.form.target, task) || task.step === 'compile-file');
  const aimedHere = decision?.outcome === 'returned' && aimed;
  return {
    previousForm: own ? last.form : null,
    returnedBecause:
      aimedHere && typeof decision.form.reasons === 'string'
        ? { step: decision.step, reasons: decision.form.reasons, at: new Date(decision.at).toISOString() }
        : null,
  };
}

function isTarget(target: unknown, task: Task): boolean {
  const { stage, step } = (target ?? {}) as { stage?: string; step?: string };
  return stage === task.stage && step === task.step;
}
