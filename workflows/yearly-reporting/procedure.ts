import type { ReportingStage } from '../../libs/contracts/procedure';
import type { CaseFile, Ends, Next as NextOf } from '../primitives/case-file';

/** Planning offers no outcome yet. */
export const reportingEnds = {
  planning: [],
} as const satisfies Ends<ReportingStage>;

export type ReportingFile = CaseFile<ReportingStage, typeof reportingEnds>;
export type Next = NextOf<ReportingStage>;
