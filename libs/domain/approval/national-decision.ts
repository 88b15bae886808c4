import { ends, opens, sequence } from '../cases/stage-table';
import { askedBeside, passedOn } from '../documents/request-edges';

/** 国家审定. Drafted, checked and signed by three persons of the nation. */
export const nationalDecision = sequence('national-decision', 'draft-decision', {
  'draft-decision': { drafted: opens('check-decision') },
  'check-decision': { agreed: opens('sign-decision') },
  'sign-decision': { 'propose-designation': ends('propose-designation'), decline: ends('decline') },
  ...askedBeside,
  ...passedOn,
});
