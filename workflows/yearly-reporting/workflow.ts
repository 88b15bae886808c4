import type { CaseInput } from '../../libs/contracts/messages';
import { followCase } from '../primitives/case-file';
import { reportingEnds } from './procedure';
import { planning } from './stages/planning';

/** 年度管理. One year of a center. */
export async function yearlyReporting(input: CaseInput): Promise<void> {
  await followCase(input, reportingEnds, { planning });
}
