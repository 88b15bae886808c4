import { ends, opens, sequence } from '../cases/stage-table';

/** 印发. Three persons make the notice; issuing it enters the center in the registry; the province forwards the result. */
export const issue = sequence('issue', 'draft-notice', {
  'draft-notice': { drafted: opens('check-notice') },
  'check-notice': { agreed: opens('sign-notice') },
  'sign-notice': { signed: opens('issue-notice') },
  'issue-notice': { issued: opens('forward-result') },
  'forward-result': { forwarded: ends('forwarded') },
});
