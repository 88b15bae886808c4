import { ends, opens, sequence } from '../cases/stage-table';
import { askedAtIntake, passedOn } from '../documents/request-edges';

/** 国家形式审查. The nation checks the submission's form. What lacks is asked of the province. A return goes to the province's draft. */
export const nationalIntake = sequence('national-intake', 'check-submission', {
  'check-submission': { accepted: ends('accepted'), 'supplement-requested': opens('answer-request') },
  ...askedAtIntake('check-submission'),
  ...passedOn,
});
