import { Refused } from '../../contracts/errors';
import type { Closing, Entering, Handed, Left, Standing } from '../../contracts/messages';
import { bodyOfStage } from '../../contracts/procedure';
import { isRunning } from '../../domain/audit/archive';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import { openArchive } from '../audit/archive/open-archive';
import { ringDue } from '../deadlines/ring';
import type { Office } from '../office';
import { CaseWork } from './case-work';
import { enterInto } from './stage-moves';
import { tellWatchers } from './tell-watchers';

/**
 * Where the record says a case stands; acknowledges what the workflow has taken. What is due by then rings here: asked
 * for in a second call, it would cost every case one more event of history.
 */
export function whereStands(office: Office, handed: Handed): Promise<Standing> {
  return answering(office, handed, async (work, stages) => {
    const { nextAlarmAt } = work.file;
    if (!isRunning(work.file) || nextAlarmAt === null || nextAlarmAt > work.now) return stages;
    await ringDue(work);
    return work.stages.ofCase(work.file.id);
  });
}

/** Rings everything due and says when to wake next. Ringing may end a stage: the end of a public notice. */
export function ringAlarms(office: Office, handed: Handed): Promise<Standing> {
  return answering(office, handed, async (work) => {
    if (isRunning(work.file)) await ringDue(work);
    return work.stages.ofCase(work.file.id);
  });
}

/**
 * Enters a stage after the one that ended last. Idempotent: where a stage is open already, or the case is closed, it
 * only says so. Relies on the unique key (case, stage, part, round) and the case's row lock.
 */
export function enterStage(office: Office, entering: Entering): Promise<Standing> {
  return answering(office, entering, async (work, stages) => {
    if (isOver(work) || !endedLast(stages, entering.after)) return stages;
    await work.stages.follow(work.file.id);
    const { stage } = await enterInto(work, entering.stage, entering.part, entering.target, stages);
    return [...stages, stage];
  });
}

/** Closes a case with its result; the stage of its archive opens in the same commit. Idempotent. */
export function closeCase(office: Office, closing: Closing): Promise<Standing> {
  return answering(office, closing, async (work, stages) => {
    if (isOver(work) || !endedLast(stages, closing.after)) return stages;
    await work.stages.follow(work.file.id);
    await work.closeFile(closing.result);
    work.file.rev += 1;
    const last = stages.at(-1)?.stage ?? 'declaration';
    await tellWatchers(work, 'over');
    work.record('caseClosed', bodyOfStage[last], { result: closing.result });
    const archive = await openArchive(work, stages);
    return archive ? [...stages, archive] : stages;
  });
}

async function answering(
  office: Office,
  handed: Handed,
  act: (work: CaseWork, stages: CaseStage[]) => Promise<CaseStage[]>,
): Promise<Standing> {
  try {
    return await office.database.transaction(async (sql) => {
      const work = await CaseWork.lock(office, sql, handed.caseId);
      const stages = await act(work, await work.stages.ofCase(work.file.id));
      acknowledge(work, handed);
      // The workflow hears the answer itself: no message to it, whatever the act sent.
      work.sendNothing();
      await work.settle(true);
      return standingOf(work, stages);
    });
  } catch (error) {
    // A workflow without a record has nothing to wait for.
    if (error instanceof Refused && error.code === 'not-found') return { at: 'closed' };
    throw error;
  }
}

function acknowledge(work: CaseWork, handed: Handed): void {
  const { file } = work;
  file.ackedSeq = Math.max(file.ackedSeq, handed.seq);
  file.ackedAt = work.machineNow;
  file.historyLength = handed.historyLength;
}

function standingOf(work: CaseWork, stages: readonly CaseStage[]): Standing {
  const { file } = work;
  if (isOver(work) && file.archive !== 'open') return { at: 'closed' };
  const open = openOf(stages);
  if (open) {
    const { stage, part, round } = open;
    return {
      at: 'stage',
      stage,
      part,
      round,
      wakeAt: file.armedUntil === null ? null : file.armedUntil - work.clockOffset,
    };
  }
  const last = stages.at(-1);
  if (!last?.outcome) throw new Error('an open case has a stage');
  const { stage, part, round, outcome, target } = last;
  return { at: 'ended', stage, part, round, outcome, target };
}

const isOver = (work: CaseWork): boolean => work.file.status === 'closed';
/** Whether the record still stands at the end that the caller answers; else the move was made before, and more since. */
function endedLast(stages: readonly CaseStage[], after: Left): boolean {
  const last = stages.at(-1);
  if (!last || last.endedAt === null) return false;
  return last.stage === after.stage && last.part === after.part && last.round === after.round;
}

const openOf = (stages: readonly CaseStage[]): CaseStage | undefined => stages.find((stage) => stage.endedAt === null);
