import { ends, sequence } from '../cases/stage-table';

/** 省级受理. The province takes the declaration in, or refuses it with reasons. */
export const provincialIntake = sequence('provincial-intake', 'check-completeness', {
  'check-completeness': { accepted: ends('accepted'), 'not-accepted': ends('not-accepted') },
});
