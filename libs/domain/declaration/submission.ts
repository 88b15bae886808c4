import { ends, sequence } from '../cases/stage-table';

/** 上报. The province sends the outgoing paper to the nation. */
export const submission = sequence('submission', 'submit-to-nhc', {
  'submit-to-nhc': { submitted: ends('submitted') },
});
