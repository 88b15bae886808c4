import { ends, opens, sequence } from '../cases/stage-table';

/** 申报. The hospital prepares and its head signs; a return goes back to the preparer. */
export const declaration = sequence('declaration', 'prepare-declaration', {
  'prepare-declaration': { 'submitted-for-signature': opens('sign-declaration') },
  'sign-declaration': { signed: ends('signed') },
});
