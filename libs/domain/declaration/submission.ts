import { ends, sequence } from '../cases/stage-table';
import { askedBeside } from '../documents/request-edges';

/** 上报. The province sends the outgoing paper to the nation. */
export const submission = sequence('submission', 'submit-to-nhc', {
  'submit-to-nhc': { submitted: ends('submitted') },
  ...askedBeside,
});
