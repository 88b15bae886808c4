import { bodyOfStage, type Stage } from '../../../../../../libs/contracts/procedure';

/** Which body answers: the province what the nation asks, the hospital all else. */
export const answeringBody = ({ stage, passedOn }: { stage: Stage; passedOn: boolean }): 'province' | 'hospital' =>
  bodyOfStage[stage] === 'nation' && !passedOn ? 'province' : 'hospital';
