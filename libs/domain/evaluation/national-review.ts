import { ends, opens, opensForEachSeat, opensForSameSeat, sequence, whenEverySeatHas } from '../cases/stage-table';
import { askedBeside, passedOn } from '../documents/request-edges';

/** 国家评审. As the province's evaluation, with the national pool; then the panel meets and votes. */
export const nationalReview = sequence('national-review', 'form-panel', {
  'form-panel': { formed: opensForEachSeat('declare-interests') },
  'declare-interests': { none: opensForSameSeat('evaluate') },
  evaluate: { evaluated: whenEverySeatHas(opens('write-report')) },
  'write-report': { reported: opens('panel-meeting') },
  'panel-meeting': { minuted: opensForEachSeat('vote') },
  vote: { voted: whenEverySeatHas(ends('voted')) },
  ...askedBeside,
  ...passedOn,
});
