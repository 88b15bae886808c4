import type { Outcome, Stage, Step } from '../../contracts/procedure';
import type { StepDefinition } from '../../contracts/step';
import { archiveSteps } from '../audit/steps';
import { approvalSteps } from '../approval/steps';
import { declarationSteps } from '../declaration/steps';
import { designationSteps } from '../designation/steps';
import { requestSteps } from '../documents/request-steps';
import { evaluationSteps } from '../evaluation/steps';
import { reportingSteps } from '../reporting/steps';

/** The step registry: console, API, commands and tests read this one list. */
export const stepRegistry: readonly StepDefinition[] = [
  ...declarationSteps,
  ...evaluationSteps,
  ...approvalSteps,
  ...designationSteps,
  ...archiveSteps,
  ...reportingSteps,
  ...requestSteps,
];

const byKey = new Map(stepRegistry.map((definition) => [`${definition.stage}/${definition.step}`, definition]));

/** The definition of a step in a stage; undefined where the stage has no such step. */
export const findStep = (stage: Stage, step: Step): StepDefinition | undefined => byKey.get(`${stage}/${step}`);

/** Whether a decision may be taken back at all: the step may, and its outcome put nothing outside the house. */
export const isRecallable = (stage: Stage, step: Step, outcome: Outcome | null): boolean => {
  const definition = stepDefinition(stage, step);
  return definition.recallable && (outcome === null || definition.outcomes[outcome]?.recallable !== false);
};

/** As findStep. Throws a plain Error where there is none. */
export function stepDefinition(stage: Stage, step: Step): StepDefinition {
  const definition = findStep(stage, step);
  if (!definition) throw new Error(`${stage} has no step ${step}`);
  return definition;
}
