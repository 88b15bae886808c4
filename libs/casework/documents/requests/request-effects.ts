import { requestStages } from '../../../contracts/requests';
import type { ActAtWork, Effect } from '../../approval/act-at-work';
import { giveReasons } from '../../approval/give-reasons';
import { acceptAnswer, closeAnswered, returnItems } from './accept-answer';
import { confirmLapse, proposeLapse } from './overdue-answer';
import { sendAtIntake } from './send-request';
import { submitAnswer } from './submit-answer';

type Effects = Partial<Record<string, Effect>>;

const inStage = (stage: string): Effects => ({
  [`${stage}/answer-request/answered`]: submitAnswer,
  [`${stage}/decide-lapse/extended`]: proposeLapse,
  [`${stage}/confirm-lapse/agreed`]: confirmLapse,
});

const beside = (stage: string): Effects => ({
  [`${stage}/accept-answer/accepted`]: acceptAnswer,
  [`${stage}/accept-answer/items-returned`]: returnItems,
});

const passedOn = (stage: string): Effects => ({
  [`${stage}/answer-passed-on/answered`]: submitAnswer,
  [`${stage}/accept-passed-on/accepted`]: acceptAnswer,
  [`${stage}/accept-passed-on/items-returned`]: returnItems,
});

async function refuseWithReasons(act: ActAtWork): Promise<undefined> {
  await closeAnswered(act);
  return giveReasons(act);
}

const intakes: Effects = {
  'provincial-intake/check-completeness/accepted': closeAnswered,
  'provincial-intake/check-completeness/not-accepted': refuseWithReasons,
  'provincial-intake/check-completeness/correction-requested': sendAtIntake,
  'national-intake/check-submission/accepted': closeAnswered,
  'national-intake/check-submission/returned': closeAnswered,
  'national-intake/check-submission/supplement-requested': sendAtIntake,
};

const together = (all: readonly Effects[]): Effects => Object.fromEntries(all.flatMap((one) => Object.entries(one)));

/** Effects of asking, answering and accepting, by stage/step/outcome. */
export const requestEffects: Effects = {
  ...together(requestStages.map(inStage)),
  ...together(requestStages.filter((stage) => !stage.endsWith('-intake')).map(beside)),
  ...together(requestStages.filter((stage) => stage.startsWith('national-')).map(passedOn)),
  ...intakes,
};
