import type { Adjustment, LegalDate, LimitRule } from '../../contracts/deadlines';
import type { DeadlineRule, Programme, WhenDue } from '../../contracts/programme';
import type { StageOutcome, Stage, Step } from '../../contracts/procedure';

import type { DeadlineInput } from './due';

/** What begins limits: a stage entered or ended, a task opened, an act that starts a period. */
export type Beginning =
  | { on: 'stage-entered'; stage: Stage }
  | { on: 'stage-ended'; stage: Stage; outcome: StageOutcome }
  | { on: 'task-opened'; stage: Stage; step: Step }
  | { on: 'decided'; stage: Stage; step: Step };

/** Rules of the programme whose rows begin now. */
export function rulesBeginning(programme: Programme, beginning: Beginning): DeadlineRule[] {
  return programme.deadlines.filter((rule) => begins(rule, beginning));
}

/** The limit of requests that are asked in a stage; undefined where the programme has none. */
export const requestRule = (programme: Programme, stage: Stage): DeadlineRule | undefined =>
  programme.deadlines.find((rule) => rule.subject === 'request' && rule.stage === stage);

/** After how long an unopened notice counts as served; undefined where the programme serves none. */
export const serviceRule = (programme: Programme): DeadlineRule | undefined =>
  programme.deadlines.find((rule) => rule.subject === 'service');

/** Whether a rule limits a stage itself, not a step or a duty in it. */
export const isStageLimit = (rule: DeadlineRule, stage: Stage): boolean =>
  rule.subject === 'stage' && rule.stage === stage;

/** What a row is reckoned from: its own limit where it has one, else its rule's. */
export function inputOf(
  rule: DeadlineRule,
  row: { ownRule: LimitRule | null; startsOn: LegalDate; adjustments: readonly Adjustment[] },
  callDates: Readonly<Record<string, LegalDate>>,
): DeadlineInput {
  return {
    rule: row.ownRule ?? rule.rule,
    startsOn: row.startsOn,
    adjustments: row.adjustments,
    callDates,
    pausesAtMost: rule.pausesAtMost?.days,
  };
}

/** How many answers to requests a row waits for. */
export const awaitedAnswers = (adjustments: readonly Adjustment[]): number =>
  adjustments.reduce((open, item) => {
    if (item.kind === 'paused' && item.cause === 'request') return open + 1;
    return item.kind === 'resumed' && item.cause === 'request' ? open - 1 : open;
  }, 0);

/**
 * The instant (epoch ms) at which a limit that runs out has its consequence; null where it has none of its own. What is
 * done at the due instant itself is in time: an intake is deemed to have accepted only after it.
 */
export function effectAt(whenDue: WhenDue, dueAt: number): number | null {
  switch (whenDue) {
    case 'none':
    case 'escalate':
      return null;
    case 'end-of-notice':
    case 'served':
      return dueAt;
    case 'deemed-accepted':
    case 'decide-lapse':
      return dueAt + 1;
  }
}

function begins(rule: DeadlineRule, beginning: Beginning): boolean {
  switch (beginning.on) {
    case 'stage-entered':
      return (rule.subject === 'stage' || (rule.subject === 'duty' && !rule.step)) && rule.stage === beginning.stage;
    case 'stage-ended':
      return rule.subject === 'body' && rule.from?.stage === beginning.stage && rule.from.outcome === beginning.outcome;
    case 'task-opened':
      return (
        (rule.subject === 'task' || rule.subject === 'duty') &&
        rule.stage === beginning.stage &&
        rule.step === beginning.step
      );
    case 'decided':
      return rule.subject === 'notice' && rule.stage === beginning.stage && rule.step === beginning.step;
  }
}

/** Whether the end of a stage meets a row: its own row, or the commitment that runs up to this result. */
export function isMetBy(
  row: { rule: DeadlineRule; stageId: string | null },
  ended: { stageId: string; stage: Stage; outcome: StageOutcome },
): boolean {
  if (row.rule.subject === 'body') {
    return row.rule.to?.stage === ended.stage && row.rule.to.outcomes.includes(ended.outcome);
  }
  return row.stageId === ended.stageId;
}

/** Whether a row is paused while the stage is open (expert time). */
export const isExcluded = (rule: DeadlineRule, stage: Stage): boolean => rule.excludes.includes(stage);

/** Steps done for somebody else's stage: neither its limits nor its body's commitment bind who does them. */
const forAnother: ReadonlySet<Step> = new Set<Step>(['answer-request', 'answer-passed-on', 'accept-passed-on']);

/**
 * Whether a row binds an open task: the stage's own, the task's own, or the commitment of the body that works it. The
 * time until a notice counts as served binds nobody.
 */
export function binds(
  row: { subject: DeadlineRule['subject']; body: string; stageId: string | null; taskId: string | null },
  task: { id: string; stageId: string; body: string; step: Step },
): boolean {
  if (row.subject === 'service') return false;
  if (row.taskId !== null) return row.taskId === task.id;
  if (forAnother.has(task.step)) return false;
  if (row.subject === 'body') return row.body === task.body;
  return row.stageId === task.stageId;
}
