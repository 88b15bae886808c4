import { sequence, waits } from '../cases/stage-table';

/** 公示. The publication is recorded; the period's end, an alarm, ends the stage. */
export const publicNotice = sequence('public-notice', 'record-publication', {
  'record-publication': { recorded: waits },
});
