import type { ArchiveStage, DesignationStage } from '../../libs/contracts/procedure';
import type { CaseFile, Ends, Next as NextOf } from '../primitives/case-file';

type FollowedStage = DesignationStage | ArchiveStage;

/** The outcomes each stage ends with. A test compares them with the stage tables of the domain. */
export const designationEnds = {
  declaration: ['signed'],
  'provincial-intake': ['accepted', 'not-accepted', 'lapsed'],
  'provincial-evaluation': ['reported', 'lapsed'],
  'provincial-recommendation': ['recommended', 'not-recommended', 'lapsed'],
  submission: ['submitted', 'lapsed'],
  'national-intake': ['accepted', 'lapsed'],
  'national-review': ['voted', 'lapsed'],
  'national-decision': ['propose-designation', 'decline', 'lapsed'],
  'public-notice': ['notice-over'],
  issue: ['forwarded'],
  'provincial-archive': ['accepted'],
  archive: ['accepted'],
} as const satisfies Ends<FollowedStage>;

export type DesignationFile = CaseFile<FollowedStage, typeof designationEnds>;
export type Next = NextOf<FollowedStage>;
