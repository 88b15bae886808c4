import { audienceOfPerson, audienceOfRole } from '../../contracts/posts';
import type { Id } from '../../contracts/ids';
import { stepDefinition } from '../../domain/cases/registry';
import type { Opening } from '../../domain/cases/stage-table';
import { bodyOfTask } from '../../domain/people/entitled';
import { organisationOfBody } from '../../domain/people/relation';
import { newId } from '../../persistence/bytes';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import type { NewTask, Task } from '../../persistence/cases/task-repository';
import type { Seat } from '../../persistence/evaluation/panel-repository';
import type { Ledger } from '../deadlines/ledger';
import type { CaseWork } from './case-work';

/** Opens the tasks that follow, with the ledger rows that begin with them, in the same commit. */
export async function openTasks(
  work: CaseWork,
  stage: Pick<CaseStage, 'id' | 'stage' | 'part' | 'round' | 'procedureVersion'>,
  openings: readonly Opening[],
  seats: readonly Seat[],
  openedBy: Id<'decision'> | null,
): Promise<Task[]> {
  if (openings.length === 0) return [];
  const ledger = await work.ledger();
  const opened = openings.map((opening) => newTask(work, stage, opening, seats, openedBy));
  for (const { task } of opened) {
    ledger.begin({ on: 'task-opened', stage: task.stage, step: task.step }, { stageId: task.stageId, taskId: task.id });
  }
  for (const { task } of opened) awaitService(ledger, task);
  for (const { task } of opened) task.dueAt = ledger.dueOfTask(task);
  await work.tasks.open(opened, work.today);
  return opened.map(({ task }) => task);
}

/** What another body has to answer binds it from service on. */
function awaitService(ledger: Ledger, task: Task): void {
  if (!task.requestId || (task.step !== 'answer-request' && task.step !== 'answer-passed-on')) return;
  const { stageId, stage, requestId } = task;
  ledger.awaitService({ stageId, stage, requestId, taskId: task.id, body: bodyOfTask(task) });
}

function newTask(
  work: CaseWork,
  stage: Pick<CaseStage, 'id' | 'stage' | 'part' | 'round' | 'procedureVersion'>,
  opening: Opening,
  seats: readonly Seat[],
  openedBy: Id<'decision'> | null,
): NewTask {
  const { doer } = stepDefinition(stage.stage, opening.step);
  const seat = opening.seatId ? seats.find((one) => one.id === opening.seatId) : undefined;
  const role = 'role' in doer ? doer.role : null;
  const body = role ? bodyOfTask({ role, stage: stage.stage }) : null;
  const organisationId = body ? organisationOfBody(body, work.parties) : null;
  const task: Task = {
    id: newId('task'),
    caseId: work.file.id,
    stageId: stage.id,
    stage: stage.stage,
    part: stage.part,
    round: stage.round,
    step: opening.step,
    state: 'open',
    rev: 0,
    role,
    organisationId,
    seatId: seat?.id ?? null,
    personId: seat?.personId ?? null,
    unstaffed: false,
    openedBy,
    openedAt: work.now,
    holderId: null,
    claimedAt: null,
    assignedTo: null,
    dueAt: null,
    doneAt: null,
    outcome: null,
    decidedBy: null,
    decidedFor: null,
    decisionId: null,
    requestId: opening.requestId ?? null,
    procedureVersion: stage.procedureVersion,
  };
  return { task, audience: audienceOfTask(task) };
}

/** Who sees a task in their inbox. */
export function audienceOfTask(task: Pick<Task, 'role' | 'organisationId' | 'personId'>): string {
  if (task.role && task.organisationId) return audienceOfRole(task.role, task.organisationId);
  if (task.personId) return audienceOfPerson(task.personId);
  throw new Error('a task has a post or a person');
}
