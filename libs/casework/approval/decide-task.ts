import type { DecisionInput, DecisionReceipt } from '../../contracts/api/tasks';
import { Refused } from '../../contracts/errors';
import { fieldErrorsOf } from '../../contracts/field-errors';
import { formSchema } from '../../contracts/form-schema';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import type { Target } from '../../contracts/procedure';
import type { StepDefinition } from '../../contracts/step';
import { isOverFor } from '../../domain/audit/archive';
import { advance, type Consequence } from '../../domain/cases/advance';
import { isRecallable, stepDefinition } from '../../domain/cases/registry';
import { stageTable } from '../../domain/cases/stages';
import { bodyOfTask, postsForTask, sideOfTask } from '../../domain/people/entitled';
import { knowsTask } from '../../domain/people/task-rules';
import { DecisionRepository, type Decision } from '../../persistence/approval/decision-repository';
import { newId } from '../../persistence/bytes';
import { CaseRepository } from '../../persistence/cases/case-repository';
import type { Task } from '../../persistence/cases/task-repository';
import type { Seat } from '../../persistence/evaluation/panel-repository';
import type { Sql } from '../../persistence/sql';
import { actorFacts, CaseWork } from '../cases/case-work';
import { openTasks } from '../cases/open-tasks';
import { happened, permitTask, type TaskAtWork } from '../cases/permit';
import { endStage, seatsOfStage } from '../cases/stage-moves';
import { ringDue } from '../deadlines/ring';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { settleRequests } from '../documents/requests/settle-requests';
import type { Effected } from './act-at-work';
import { requireConfirmed } from '../people/confirmed';
import { effects } from './effects';
import { checkFormInCase } from './form-in-case';

/** Locks the task's case and finds the task. Refused as `not-found` where the actor may not know of it. */
export async function lockTask(office: Office, sql: Sql, actor: Actor, taskId: Id<'task'>): Promise<TaskAtWork> {
  const locked = await new CaseRepository(sql).lockByTask(taskId, actor, office.taskCases);
  if (!locked?.taskStage) throw new Refused('not-found');
  const work = await CaseWork.over(office, sql, locked);
  const siblings = await work.tasks.ofStage(work.file.id, locked.taskStage);
  const task = siblings.find((one) => one.id === taskId);
  if (!task) throw new Refused('not-found');
  // Outside its body a case shows no tasks: one of another body is nothing that exists.
  const { status } = work.file;
  if (!knowsTask(work.standing(actor), { case: { status, parties: work.parties }, task }))
    throw new Refused('not-found');
  return { work, task, siblings };
}

/** Refused: case-closed, task-not-open, on-hold. */
export function requireOpen({ work, task }: Pick<TaskAtWork, 'work' | 'task'>): void {
  if (isOverFor(work.file.status, task)) throw new Refused('case-closed');
  if (task.state !== 'open') throw new Refused('task-not-open', { facts: happened(task) });
  if (work.file.status === 'on-hold') throw new Refused('on-hold');
}

/**
 * Decides a task: decision, next tasks or the stage's end, limits, events and message in one commit. Idempotent by the
 * key (unique per person). Refused: not-found, not-entitled, other-side, same-person, recused, case-closed, on-hold,
 * task-not-open, step-up-needed, not-claimed, claimed-by-another, awaiting-reply, stale-revision, outcome-not-offered, invalid-input, call-closed,
 * number-taken, request-open where the stage would end over one, and what the step's effect refuses.
 */
export function decideTask(
  actor: Actor,
  input: { taskId: Id<'task'>; key: Key } & DecisionInput,
  office: Office,
): Promise<DecisionReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const { work, task } = at;
    const post = permitTask(actor, 'decide', at);
    if (task.rev !== input.rev) throw new Refused('stale-revision', { facts: happened(task) });
    const definition = stepDefinition(task.stage, task.step);
    if (definition.paper?.part === 'sign') requireConfirmed(actor);
    const form = await parseForm(work, task, definition, input);
    // The clock has ended the stage first: what is decided after its limit changes nothing.
    if (await ringDue(work)) throw new Refused('task-not-open', { facts: happened(task) });
    return decide(actor, post, at, definition, { ...input, form });
  });
}

async function parseForm(work: CaseWork, task: Task, definition: StepDefinition, input: DecisionInput) {
  const offered = definition.outcomes[input.outcome];
  if (!offered) throw new Refused('outcome-not-offered');
  const parsed = formSchema(offered.form).safeParse(input.form, { reportInput: true });
  if (!parsed.success) throw new Refused('invalid-input', { fields: fieldErrorsOf(parsed.error) });
  const form = parsed.data as Record<string, unknown>;
  const fields = await checkFormInCase(work, task, offered.form, form);
  if (fields.length > 0) throw new Refused('invalid-input', { fields });
  return form;
}

async function decide(
  actor: Actor,
  post: Post,
  { work, task, siblings }: TaskAtWork,
  definition: StepDefinition,
  input: { outcome: Decision['outcome']; form: Record<string, unknown> },
): Promise<DecisionReceipt> {
  const decision: Decision = {
    id: newId('decision'),
    caseId: work.file.id,
    taskId: task.id,
    stage: task.stage,
    round: task.round,
    step: task.step,
    outcome: input.outcome,
    side: sideOfTask(task),
    personId: actor.personId,
    onBehalfOf: post.onBehalfOf?.personId ?? null,
    deputyId: post.onBehalfOf?.deputyId ?? null,
    postId: post.id,
    at: work.now,
    form: input.form,
    recalledAt: null,
  };
  await new DecisionRepository(work.sql).insert(decision);
  await work.tasks.done(task.id, decision);
  const ledger = await work.ledger();
  ledger.endTask(task.id);
  recordAct(work, actor, post, task, input.outcome);
  const effect = effects[`${task.stage}/${task.step}/${input.outcome}`];
  const effected = (await effect?.({ work, task, siblings, decision, actor, post })) ?? {};
  const seats = effected.seats ?? (await seatsOfStage(work, task.stage));
  const consequence = follow(task, siblings, seats, decision, effected);
  await settleRequests({ work, task, siblings, decision, actor, post }, consequence);
  await work.tasks.cancel(consequence.cancels, work.now);
  ledger.cancelTasks(consequence.cancels);
  await work.tasks.hide([task.id, ...consequence.cancels]);
  const opened = await carryOut(work, task, consequence, seats, decision.id);
  await work.settle();
  return receiptOf(work, actor, post, decision, {
    ends: consequence.ends,
    opened,
    recallable: isRecallable(definition.stage, definition.step, decision.outcome),
  });
}

function recordAct(work: CaseWork, actor: Actor, post: Post, task: Task, outcome: string): void {
  work.record(task.seatId ? 'panelStepDecided' : 'stepDecided', bodyOfTask(task), {
    actor: actorFacts(actor, post),
    stage: task.stage,
    round: task.round,
    step: task.step,
    task: task.id,
    outcome,
  });
}

function follow(
  task: Task,
  siblings: readonly Task[],
  seats: readonly Seat[],
  decision: Decision,
  effected: Effected,
): Consequence {
  const state = { tasks: siblings.filter((one) => one.stageId === task.stageId), seats };
  const target = (decision.form.target ?? null) as Target | null;
  const act = {
    taskId: task.id,
    step: task.step,
    seatId: task.seatId,
    outcome: decision.outcome,
    target,
    requestId: effected.requestId ?? task.requestId,
    proposed: effected.proposed ?? null,
  };
  return advance(stageTable(task.stage, task.procedureVersion), state, act);
}

async function carryOut(
  work: CaseWork,
  task: Task,
  consequence: Consequence,
  seats: readonly Seat[],
  decisionId: Id<'decision'>,
): Promise<Task[]> {
  const stage = {
    id: task.stageId,
    stage: task.stage,
    part: task.part,
    round: task.round,
    procedureVersion: task.procedureVersion,
  };
  if (consequence.ends) {
    await endStage(work, stage, consequence.ends.outcome, consequence.ends.target);
    return [];
  }
  return openTasks(work, stage, consequence.opens, seats, decisionId);
}

function receiptOf(
  work: CaseWork,
  actor: Actor,
  post: Post,
  decision: Decision,
  followed: { ends: Consequence['ends']; opened: readonly Task[]; recallable: boolean },
): DecisionReceipt {
  const { callId } = work.parties;
  return {
    receipt: `${work.file.number}-${String(work.file.eventSeq)}`,
    taskId: decision.taskId,
    caseId: work.file.id,
    caseNumber: work.file.number,
    outcome: decision.outcome,
    at: new Date(decision.at).toISOString(),
    onBehalfOf: post.onBehalfOf ? { id: post.onBehalfOf.personId, name: post.onBehalfOf.name } : null,
    stageEnded: followed.ends !== null,
    opened: followed.opened.map((task) => {
      const isMine = postsForTask(actor, task, callId).length > 0;
      return { taskId: isMine ? task.id : null, step: task.step, waitingForRole: task.role, mine: isMine };
    }),
    recallable: followed.recallable,
  };
}
