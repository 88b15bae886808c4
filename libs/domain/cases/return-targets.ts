import { bodyOfStage, designationStages, type Stage, type Step, type Target } from '../../contracts/procedure';
import { stepRegistry } from './registry';

/**
 * Steps a return from here may name: earlier returnable steps of the same body that the case has been through;
 * from the nation's intake also the province's draft.
 */
export function returnTargets(stage: Stage, step: Step, entered: readonly Stage[]): Target[] {
  if (stage === 'national-intake') return [{ stage: 'provincial-recommendation', step: 'draft-recommendation' }];
  const body = bodyOfStage[stage];
  const here = stepRegistry.findIndex((definition) => definition.stage === stage && definition.step === step);
  return stepRegistry
    .filter((definition, index) => {
      if (!definition.returnable || bodyOfStage[definition.stage] !== body) return false;
      if (definition.stage === stage) return index < here;
      return entered.includes(definition.stage) && isEarlier(definition.stage, stage);
    })
    .map((definition) => ({ stage: definition.stage, step: definition.step }));
}

const order: readonly Stage[] = designationStages;
const isEarlier = (one: Stage, other: Stage): boolean => order.indexOf(one) < order.indexOf(other);
