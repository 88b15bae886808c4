import { ends, opens, sequence } from '../cases/stage-table';
import { askedAtIntake } from '../documents/request-edges';

/** 省级受理. The province takes the declaration in, asks for corrections, or refuses it with reasons. */
export const provincialIntake = sequence('provincial-intake', 'check-completeness', {
  'check-completeness': {
    accepted: ends('accepted'),
    'correction-requested': opens('answer-request'),
    'not-accepted': ends('not-accepted'),
  },
  ...askedAtIntake('check-completeness'),
});
