import { ends, opens, opensForEachSeat, opensForSameSeat, sequence, whenEverySeatHas } from '../cases/stage-table';
import { askedBeside } from '../documents/request-edges';

/** 省级评估. Seats are named, each expert declares interests and evaluates, the lead writes the report. */
export const provincialEvaluation = sequence('provincial-evaluation', 'form-panel', {
  'form-panel': { formed: opensForEachSeat('declare-interests') },
  'declare-interests': { none: opensForSameSeat('evaluate') },
  evaluate: { evaluated: whenEverySeatHas(opens('write-report')) },
  'write-report': { reported: ends('reported') },
  ...askedBeside,
});
