import type { DecisionInput, DecisionReceipt } from '../../contracts/api/tasks';
import { Refused } from '../../contracts/errors';
import { fieldErrorsOf } from '../../contracts/field-errors';
import { formSchema } from '../../contracts/form-schema';
import type { Id } from '../../contracts/ids';
import { audiencesOf, type Actor, type Post } from '../../contracts/posts';
import type { Target } from '../../contracts/procedure';
import type { StepDefinition } from '../../contracts/step';
import { advance, type Consequence } from '../../domain/cases/advance';
import { isRecallable, stepDefinition } from '../../domain/cases/registry';
import { stageTable } from '../../domain/cases/stages';
import { bodyOfTask, entitledToTask, sideOfTask } from '../../domain/people/entitled';
import { bodiesOnCase } from '../../domain/people/relation';
import { DecisionRepository, type Decision } from '../../persistence/approval/decision-repository';
import { newId } from '../../persistence/bytes';
import { CaseRepository } from '../../persistence/cases/case-repository';
import type { Task } from '../../persistence/cases/task-repository';
import type { Seat } from '../../persistence/evaluation/panel-repository';
import type { Sql } from '../../persistence/sql';
import { actorFacts, CaseWork } from '../cases/case-work';
import { audienceOfTask, openTasks } from '../cases/open-tasks';
import { endStage, seatsOfStage } from '../cases/stage-moves';
import { ringDue } from '../deadlines/ring';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { settleRequests } from '../documents/requests/settle-requests';
import type { Effected } from './act-at-work';
import { effects } from './effects';
import { checkFormInCase } from './form-in-case';

/** A task under the lock of its case, with the tasks of its stage in all rounds. */
export interface TaskAtWork {
  work: CaseWork;
  task: Task;
  siblings: Task[];
}

/** Locks the task's case and finds the task. Refused as `not-found` where the actor may not know of it. */
export async function lockTask(office: Office, sql: Sql, actor: Actor, taskId: Id<'task'>): Promise<TaskAtWork> {
  const locked = await new CaseRepository(sql).lockByTask(taskId, actor.personId);
  if (!locked?.taskStage) throw new Refused('not-found');
  const work = await CaseWork.over(office, sql, locked);
  const siblings = await work.tasks.ofStage(work.file.id, locked.taskStage);
  const task = siblings.find((one) => one.id === taskId);
  if (!task) throw new Refused('not-found');
  // Outside its body a case shows no tasks: one of another body is nothing that exists.
  const knows = task.personId === actor.personId || bodiesOnCase(actor, work.parties).has(bodyOfTask(task));
  if (!knows) throw new Refused('not-found');
  return { work, task, siblings };
}

/** Refuses an act on a task that is over, on hold, or not the actor's to do. Answers the post acted through. */
export function requireEntitled(actor: Actor, { work, task, siblings }: TaskAtWork): Post {
  const entitled = entitledToTask(actor, task, siblings, work.actedSides, work.helped);
  if ('refused' in entitled) throw new Refused(entitled.refused);
  requireOpen({ work, task });
  return entitled.post;
}

/** Refused: case-closed, task-not-open, on-hold. */
export function requireOpen({ work, task }: Pick<TaskAtWork, 'work' | 'task'>): void {
  if (work.file.status === 'closed') throw new Refused('case-closed');
  if (task.state !== 'open') throw new Refused('task-not-open', { facts: happened(task) });
  if (work.file.status === 'on-hold') throw new Refused('on-hold');
}

const happened = (task: Task) => ({ outcome: task.outcome, state: task.state, rev: task.rev });

/**
 * Decides a task: decision, next tasks or the stage's end, limits, events and message in one commit. Idempotent by the
 * key (unique per person). Refused: not-found, not-entitled, other-side, same-person, case-closed, on-hold,
 * task-not-open, not-claimed, claimed-by-another, awaiting-reply, stale-revision, outcome-not-offered, invalid-input, call-closed,
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
    const post = requireEntitled(actor, at);
    if (task.holderId === null) throw new Refused('not-claimed');
    if (task.holderId !== actor.personId) throw new Refused('claimed-by-another');
    if (task.assignedTo !== null) throw new Refused('awaiting-reply');
    if (task.rev !== input.rev) throw new Refused('stale-revision', { facts: happened(task) });
    const definition = stepDefinition(task.stage, task.step);
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
    postId: post.id,
    at: work.now,
    form: input.form,
    recalledAt: null,
  };
  await new DecisionRepository(work.sql).insert(decision);
  await work.tasks.done(task.id, input.outcome, actor.personId, decision.id, work.now);
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
  const recallable = isRecallable(definition.stage, definition.step, decision.outcome);
  return receiptOf(work, actor, decision, consequence, opened, recallable);
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
  decision: Decision,
  consequence: Consequence,
  opened: readonly Task[],
  recallable: boolean,
): DecisionReceipt {
  const mine = new Set(audiencesOf(actor));
  return {
    receipt: `${work.file.number}-${String(work.file.eventSeq)}`,
    taskId: decision.taskId,
    caseId: work.file.id,
    caseNumber: work.file.number,
    outcome: decision.outcome,
    at: new Date(decision.at).toISOString(),
    stageEnded: consequence.ends !== null,
    opened: opened.map((task) => {
      const isMine = mine.has(audienceOfTask(task));
      return { taskId: isMine ? task.id : null, step: task.step, waitingForRole: task.role, mine: isMine };
    }),
    recallable,
  };
}
