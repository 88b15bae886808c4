import { bodyOfStage } from '../../contracts/procedure';
import type { ActAtWork } from './act-at-work';

/** A result against the applicant carries its reasons, and the applicant reads them. */
export function giveReasons({ work, task, decision }: ActAtWork): Promise<undefined> {
  work.record('reasonsGiven', bodyOfStage[task.stage], {
    stage: task.stage,
    outcome: decision.outcome,
    reasons: decision.form.reasons,
  });
  return Promise.resolve(undefined);
}
