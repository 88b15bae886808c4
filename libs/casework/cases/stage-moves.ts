import type { LegalDate } from '../../contracts/deadlines';
import { bodyOfStage, isArchiveStage, type Stage, type StageOutcome, type Target } from '../../contracts/procedure';
import type { EventType } from '../../contracts/events';
import { openingsOf } from '../../domain/cases/advance';
import { procedureVersion, stageTable } from '../../domain/cases/stages';
import type { Opening } from '../../domain/cases/stage-table';
import { newId } from '../../persistence/bytes';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import type { Task } from '../../persistence/cases/task-repository';
import { PanelRepository, type Seat } from '../../persistence/evaluation/panel-repository';
import type { CaseWork } from './case-work';
import { openTasks } from './open-tasks';
import { tellWatchers } from './tell-watchers';

/** Seats of the panel that works in a stage; none outside the two panel stages. */
export async function seatsOfStage(work: CaseWork, stage: Stage): Promise<Seat[]> {
  if (stage === 'provincial-evaluation') return new PanelRepository(work.sql).seats(work.file.id, 'province');
  if (stage === 'national-review') return new PanelRepository(work.sql).seats(work.file.id, 'nation');
  return [];
}

/** Enters a stage: its next round, its limits, its first tasks or those of the target's step. Raises the case's rev. */
export async function enterInto(
  work: CaseWork,
  stage: Stage,
  part: string,
  target: Target | null,
  earlier: readonly CaseStage[],
): Promise<{ stage: CaseStage; tasks: Task[] }> {
  const round =
    1 + Math.max(0, ...earlier.filter((one) => one.stage === stage && one.part === part).map((one) => one.round));
  const entered: CaseStage = {
    id: newId('stage'),
    caseId: work.file.id,
    stage,
    part,
    round,
    procedureVersion,
    openedAt: work.now,
    endedAt: null,
    outcome: null,
    target: null,
    followed: false,
  };
  await work.stages.insert(entered);
  const continued = target !== null && earlier.at(-1)?.outcome === 'recalled';
  const ledger = await work.ledger();
  ledger.pauseFor(stage);
  // A recalled end continues its own rows: they were opened again with the recall.
  if (!continued) ledger.begin({ on: 'stage-entered', stage }, { stageId: entered.id });
  else ledger.adopt(stage, entered.id);
  const seats = await seatsOfStage(work, stage);
  const tasks = await openTasks(work, entered, firstOpenings(stage, target, seats), seats, null);
  work.file.stage = stage;
  work.file.stageSince = work.now;
  work.file.rev += 1;
  // Who watches was told of the case's end; what is filed where is the body's own.
  if (!isArchiveStage(stage)) await tellWatchers(work, { stage }, target ? bodyOfStage[stage] : null);
  work.record(enteredEvent(stage, target), bodyOfStage[stage], {
    stage,
    part,
    round,
    step: target?.step ?? null,
  });
  return { stage: entered, tasks };
}

function enteredEvent(stage: Stage, target: Target | null): EventType {
  if (isArchiveStage(stage)) return 'archiveOpened';
  return target ? 'stageReentered' : 'stageEntered';
}

function endedEvent(stage: Stage, outcome: StageOutcome): EventType {
  if (isArchiveStage(stage)) return 'archiveEnded';
  return outcome === 'returned' || outcome === 'recalled' ? 'stageReturned' : 'stageEnded';
}

function firstOpenings(stage: Stage, target: Target | null, seats: readonly Seat[]): Opening[] {
  const step = target?.step ?? stageTable(stage, procedureVersion).first;
  return openingsOf(stage, step, { tasks: [], seats });
}

/**
 * Ends the open stage. Limits that ran for it are met; the commitment it begins starts today, or `on` the day from which
 * the end counts. `followed`: no stage comes after it. Raises the case's rev.
 */
export async function endStage(
  work: CaseWork,
  stage: Pick<CaseStage, 'id' | 'stage' | 'part' | 'round'>,
  outcome: StageOutcome,
  target: Target | null,
  { followed = false, on = null }: { followed?: boolean; on?: LegalDate | null } = {},
): Promise<void> {
  const ledger = await work.ledger();
  ledger.resumeAfter(stage.stage);
  ledger.endStage({ stageId: stage.id, stage: stage.stage, outcome });
  ledger.begin(
    { on: 'stage-ended', stage: stage.stage, outcome },
    { stageId: stage.id, ...(on === null ? {} : { startsOn: on }) },
  );
  await work.stages.end(stage.id, work.now, outcome, target, followed);
  work.file.rev += 1;
  work.record(endedEvent(stage.stage, outcome), bodyOfStage[stage.stage], {
    stage: stage.stage,
    part: stage.part,
    round: stage.round,
    outcome,
    target: target ? { ...target } : null,
  });
  if (outcome !== 'withdrawn') {
    work.send({
      kind: 'stage-ended',
      stage: stage.stage,
      part: stage.part,
      round: stage.round,
      outcome,
      ...(target ? { target } : {}),
    });
  } else {
    work.send({ kind: 'look' });
  }
}
