import type { Step } from '../../contracts/procedure';
import { asProposed, ends, goesOn, opens, type Follow, type StageTable } from '../cases/stage-table';

type Edges = StageTable['edges'];

/** 逾期未答复. The handler proposes, the checker confirms; only then does anything happen. */
const overdue = (asItIs: Follow): Edges => ({
  'decide-lapse': {
    extended: opens('confirm-lapse'),
    lapsed: opens('confirm-lapse'),
    'decided-as-is': opens('confirm-lapse'),
  },
  'confirm-lapse': {
    agreed: asProposed({ extended: goesOn, lapsed: ends('lapsed'), 'decided-as-is': asItIs }),
    returned: opens('decide-lapse'),
  },
});

/** At an intake the check itself waits for the answer, and looks at it again. */
export const askedAtIntake = (check: Step): Edges => ({
  'answer-request': { answered: opens(check) },
  ...overdue(opens(check)),
});

/** At a later step the work goes on beside what was asked for. */
export const askedBeside: Edges = {
  'answer-request': { answered: opens('accept-answer') },
  'accept-answer': { accepted: goesOn, 'items-returned': opens('answer-request') },
  ...overdue(goesOn),
};

/** 转下. What the nation asked the province for and the province passes on to the hospital, while its own answer stays open. */
export const passedOn: Edges = {
  'answer-passed-on': { answered: opens('accept-passed-on') },
  'accept-passed-on': { accepted: goesOn, 'items-returned': opens('answer-passed-on') },
};
