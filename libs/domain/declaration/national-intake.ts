import { ends, sequence } from '../cases/stage-table';

/** 国家形式审查. The nation checks the submission's form. A return goes to the province's draft. */
export const nationalIntake = sequence('national-intake', 'check-submission', {
  'check-submission': { accepted: ends('accepted') },
});
