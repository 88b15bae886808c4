import type { DeadlineRule, Programme } from '../../contracts/programme';
import type { StageOutcome, Stage, Step } from '../../contracts/procedure';

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

/** Whether a row binds an open task: the stage's own, the task's own, or the commitment of the body that works it. */
export function binds(
  row: { subject: DeadlineRule['subject']; body: string; stageId: string | null; taskId: string | null },
  task: { id: string; stageId: string; body: string },
): boolean {
  if (row.taskId !== null) return row.taskId === task.id;
  if (row.subject === 'body') return row.body === task.body;
  return row.stageId === task.stageId;
}
