import { ends, opens, sequence } from '../cases/stage-table';
import { askedBeside } from '../documents/request-edges';

/** 省级审核推荐. Drafted, checked and signed by three persons of the province. */
export const provincialRecommendation = sequence('provincial-recommendation', 'draft-recommendation', {
  'draft-recommendation': { drafted: opens('check-recommendation') },
  'check-recommendation': { agreed: opens('sign-recommendation') },
  'sign-recommendation': { recommended: ends('recommended'), 'not-recommended': ends('not-recommended') },
  ...askedBeside,
});
