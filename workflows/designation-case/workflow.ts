import type { CaseInput } from '../../libs/contracts/messages';
import { followCase } from '../primitives/case-file';
import { designationEnds } from './procedure';
import { archive } from './stages/archive';
import { declaration } from './stages/declaration';
import { issue } from './stages/issue';
import { nationalDecision } from './stages/national-decision';
import { nationalIntake } from './stages/national-intake';
import { nationalReview } from './stages/national-review';
import { provincialArchive } from './stages/provincial-archive';
import { provincialEvaluation } from './stages/provincial-evaluation';
import { provincialIntake } from './stages/provincial-intake';
import { provincialRecommendation } from './stages/provincial-recommendation';
import { publicNotice } from './stages/public-notice';
import { submission } from './stages/submission';

/** 设置. A hospital’s way from its declaration to the designation as a center. */
export async function designationCase(input: CaseInput): Promise<void> {
  await followCase(input, designationEnds, {
    declaration,
    'provincial-intake': provincialIntake,
    'provincial-evaluation': provincialEvaluation,
    'provincial-recommendation': provincialRecommendation,
    submission,
    'national-intake': nationalIntake,
    'national-review': nationalReview,
    'national-decision': nationalDecision,
    'public-notice': publicNotice,
    issue,
    'provincial-archive': provincialArchive,
    archive,
  });
}
