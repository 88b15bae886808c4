import type { RecallAnswer, RecallInput } from '../../contracts/api/tasks';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { tasksUndone } from '../../domain/cases/recall';
import { stageTable } from '../../domain/cases/stages';
import { bodyOfTask } from '../../domain/people/entitled';
import { DecisionRepository } from '../../persistence/approval/decision-repository';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import type { Task } from '../../persistence/cases/task-repository';
import { LedgerRepository, type LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { PanelRepository } from '../../persistence/evaluation/panel-repository';
import { actorFacts, type CaseWork } from '../cases/case-work';
import { audienceOfTask } from '../cases/open-tasks';
import { permitTask, type TaskAtWork } from '../cases/permit';
import { endStage } from '../cases/stage-moves';
import { ringDue } from '../deadlines/ring';
import { levelOfPanel } from '../evaluation/panel-rule';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { lockTask } from './decide-task';
import { receiptOfAct } from '../cases/receipts';

/**
 * Takes back one's own act while the next step is unclaimed and nothing has gone out: a reversing event, never a
 * deletion. Refused: not-found, not-your-act, not-entitled, case-closed, on-hold, handing-over, cannot-recall.
 */
export function recallAct(
  actor: Actor,
  input: { taskId: Id<'task'>; key: Key } & RecallInput,
  office: Office,
): Promise<RecallAnswer> {
  return once(office, actor, input.key, async (sql) => {
    const at = await lockTask(office, sql, actor, input.taskId);
    const { work, task } = at;
    const post = permitTask(actor, 'recall', at);
    if (await ringDue(work)) throw new Refused('handing-over');
    const stages = await work.stages.ofCase(work.file.id);
    const own = stages.find((stage) => stage.id === task.stageId);
    if (!own || !task.decisionId) throw new Refused('cannot-recall');
    await new DecisionRepository(sql).recall(task.decisionId, work.now);
    work.record('actRecalled', bodyOfTask(task), {
      actor: actorFacts(actor, post),
      stage: task.stage,
      step: task.step,
      task: task.id,
      decision: task.decisionId,
      reason: input.reason,
    });
    if (own.endedAt === null) await recallInside(at);
    else await recallEnd(work, task, own, stages);
    await work.settle();
    return { ...receiptOfAct(work), taskId: task.id };
  });
}

/** Inside the running stage: what the act opened falls, the task is open again in the hands of who recalled it. */
async function recallInside({ work, task, siblings }: TaskAtWork): Promise<void> {
  const facts = siblings.map((one) => ({ ...one, claimed: one.claimedAt !== null }));
  const table = stageTable(task.stage, task.procedureVersion);
  const fallen = tasksUndone(table, { ...task, claimed: true }, facts);
  if (fallen === false) throw new Refused('cannot-recall');
  await work.tasks.cancel(fallen, work.now);
  await work.tasks.hide(fallen);
  await work.tasks.reopen(task.id);
  // Who was seated by the act alone loses access with it.
  if (task.step === 'form-panel')
    await new PanelRepository(work.sql).leave(work.file.id, levelOfPanel(task.stage), work.now);
  const ledger = await work.ledger();
  ledger.cancelTasks(fallen);
  await goOn(work, (row) => row.taskId === task.id && row.closedAt === task.doneAt);
  await work.tasks.show([{ task: { ...task, dueAt: ledger.dueOfTask(task) }, audience: audienceOfTask(task) }]);
}

/** The act ended its stage: the next one, still untouched, ends `recalled`, and its target is the step taken back. */
async function recallEnd(work: CaseWork, task: Task, own: CaseStage, stages: readonly CaseStage[]): Promise<void> {
  const last = stages.at(-1);
  if (!last || last.endedAt !== null) throw new Refused('handing-over');
  const next = stages[stages.findIndex((stage) => stage.id === own.id) + 1];
  if (next?.id !== last.id || !isLastAct(task, own)) throw new Refused('cannot-recall');
  const begun = (await work.tasks.ofStage(work.file.id, last.stage)).filter((one) => one.stageId === last.id);
  // A request that was sent has gone out of the house.
  if (begun.some((one) => one.state !== 'open' || one.claimedAt !== null || one.requestId !== null))
    throw new Refused('cannot-recall');
  const ids = begun.map((one) => one.id);
  await work.tasks.cancel(ids, work.now);
  await work.tasks.hide(ids);
  await endStage(work, last, 'recalled', { stage: task.stage, step: task.step });
  (await work.ledger()).cancelBegunBy(own.id);
  await goOn(work, (row) => row.closedStageId === own.id);
}

/** Limits that the recalled act met go on. */
async function goOn(work: CaseWork, met: (row: LedgerRow) => boolean): Promise<void> {
  const repository = new LedgerRepository(work.sql);
  const rows = (await repository.all(work.file.id)).filter(met);
  if (rows.length === 0) return;
  await work.knowCallDates(true);
  (await work.ledger()).goOn(rows, await repository.rungs(rows.map((row) => row.id)));
}

/** Only the act that ended the stage leads back over its end. */
const isLastAct = (task: Task, own: CaseStage): boolean => own.outcome !== null && task.doneAt === own.endedAt;
