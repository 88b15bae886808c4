import type { DesignationStage } from '../../libs/contracts/procedure';
import type { CaseFile, Ends, Next as NextOf } from '../primitives/case-file';

/** The outcomes each stage ends with. A test compares them with the stage tables of the domain. */
export const designationEnds = {
  declaration: ['signed'],
  'provincial-intake': ['accepted', 'not-accepted'],
  'provincial-evaluation': ['reported'],
  'provincial-recommendation': ['recommended', 'not-recommended'],
  submission: ['submitted'],
  'national-intake': ['accepted'],
  'national-review': ['voted'],
  'national-decision': ['propose-designation', 'decline'],
  'public-notice': ['notice-over'],
  issue: ['forwarded'],
} as const satisfies Ends<DesignationStage>;

export type DesignationFile = CaseFile<DesignationStage, typeof designationEnds>;
export type Next = NextOf<DesignationStage>;
