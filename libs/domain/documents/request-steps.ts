import { bodyOfStage } from '../../contracts/procedure';
import { requestStages, type RequestStage } from '../../contracts/requests';
import type { OutcomeDefinition, StepDefinition } from '../../contracts/step';
import { opinion, reasons, w } from '../cases/fields';

const isNational = (stage: RequestStage): boolean => bodyOfStage[stage] === 'nation';
const isIntake = (stage: RequestStage): boolean => stage === 'provincial-intake' || stage === 'national-intake';

const submitted = w(
  '提交后不能修改，直至事项被退回；系统出具回执。',
  'After it nothing can be changed until items are returned. You are given a receipt.',
);

function answering(stage: RequestStage): StepDefinition {
  const national = isNational(stage);
  return {
    stage,
    step: 'answer-request',
    doer: { role: national ? 'provincial-handler' : 'hospital-preparer' },
    returnable: false,
    recallable: false,
    purpose: national
      ? w(
          '逐项答复国家要求的材料，可转下医院，一并提交。',
          'Answer item by item what the nation asks for, passing on to the hospital what is its own, and submit all at once.',
        )
      : w('逐项答复所要求的材料，一并提交。', 'Answer item by item what is asked for, and submit all at once.'),
    outcomes: { answered: { tone: 'forward', confirm: submitted, form: national ? letter : [opinion()] } },
  };
}

/** The covering letter of a province, where the programme wants one: then number, date and original are all needed. */
const letter: OutcomeDefinition['form'] = [
  {
    name: 'number',
    type: 'text',
    label: w('发文字号', 'Document number'),
    hint: w('如：示卫医函〔2026〕12号', 'For example 示卫医函〔2026〕12号'),
    required: false,
    maxLength: 64,
    pattern: 'authority-number',
  },
  { name: 'dated', type: 'date', label: w('成文日期', 'Date of the paper'), required: false },
  { name: 'original', type: 'document', label: w('盖章原件', 'Sealed original'), required: false },
];

const judged: StepDefinition['outcomes'] = {
  accepted: { tone: 'forward', form: [opinion()] },
  'items-returned': {
    tone: 'back',
    confirm: w(
      '退回的事项以新的通知发出，退回理由原文告知对方。',
      'What is returned goes out as a new notice; the reasons are read by the other side word for word.',
    ),
    form: [
      {
        name: 'items',
        type: 'rows',
        label: w('退回的事项', 'Items returned'),
        required: true,
        min: 1,
        max: 200,
        columns: [
          { name: 'item', type: 'text', label: w('事项', 'Item'), required: true, maxLength: 40 },
          { name: 'reason', type: 'paragraph', label: w('退回理由', 'Reason'), required: true, maxLength: 2000 },
        ],
      },
      {
        name: 'days',
        type: 'number',
        label: w('答复期限（工作日）', 'Working days to answer'),
        required: false,
        integer: true,
        min: 1,
      },
    ],
  },
};

const accepting = (stage: RequestStage): StepDefinition => ({
  stage,
  step: 'accept-answer',
  doer: { role: isNational(stage) ? 'national-handler' : 'provincial-handler' },
  returnable: false,
  recallable: false,
  purpose: w('逐项审核答复，通过或退回。', 'Look at the answer item by item, and accept or return it.'),
  outcomes: judged,
});

const answeringPassedOn = (stage: RequestStage): StepDefinition => ({
  stage,
  step: 'answer-passed-on',
  doer: { role: 'hospital-preparer' },
  returnable: false,
  recallable: false,
  purpose: w(
    '逐项答复省级转下的材料要求，一并提交。',
    'Answer item by item what the province passed on, and submit all at once.',
  ),
  outcomes: { answered: { tone: 'forward', confirm: submitted, form: [opinion()] } },
});

const acceptingPassedOn = (stage: RequestStage): StepDefinition => ({
  stage,
  step: 'accept-passed-on',
  doer: { role: 'provincial-handler' },
  returnable: false,
  recallable: false,
  purpose: w(
    '逐项审核医院的答复，通过或退回。',
    'Look at the hospital’s answer item by item, and accept or return it.',
  ),
  outcomes: judged,
});

const decidingLapse = (stage: RequestStage): StepDefinition => ({
  stage,
  step: 'decide-lapse',
  doer: { role: isNational(stage) ? 'national-handler' : 'provincial-handler' },
  paper: { paper: 'lapse', part: 'draft' },
  returnable: false,
  recallable: true,
  purpose: w(
    '对方逾期未答复：依据送达证明和催告记录提出处理意见。',
    'No answer came in time: propose what to do, with the proof of service and the reminders before you.',
  ),
  outcomes: {
    extended: {
      tone: 'forward',
      form: [
        {
          name: 'days',
          type: 'number',
          label: w('延长（工作日）', 'Working days to add'),
          required: true,
          integer: true,
          min: 1,
          max: 250,
        },
        reasons('延长理由', 'Reasons for extending'),
      ],
    },
    'decided-as-is': { tone: 'forward', form: [reasons('按现有材料办理的理由', 'Reasons for deciding as it is')] },
    lapsed: {
      tone: 'end',
      confirm: w('经审核人同意后，该案办结。', 'Once the checker agrees, the case is closed.'),
      form: [reasons('逾期终止的理由', 'Reasons for the lapse')],
    },
  },
});

const confirmingLapse = (stage: RequestStage): StepDefinition => ({
  stage,
  step: 'confirm-lapse',
  doer: { role: isNational(stage) ? 'national-checker' : 'provincial-checker' },
  paper: { paper: 'lapse', part: 'check' },
  returnable: false,
  recallable: false,
  purpose: w('复核逾期未答复的处理意见。', 'Confirm what was proposed about the overdue answer, or give it back.'),
  outcomes: {
    agreed: { tone: 'forward', form: [opinion()] },
    returned: { tone: 'back', form: [reasons('退回理由', 'Reasons for returning')] },
  },
});

/** Steps of asking, answering and accepting, in every stage in which a body may ask. */
export const requestSteps: StepDefinition[] = requestStages.flatMap((stage) => [
  answering(stage),
  ...(isIntake(stage) ? [] : [accepting(stage)]),
  decidingLapse(stage),
  confirmingLapse(stage),
  ...(isNational(stage) ? [answeringPassedOn(stage), acceptingPassedOn(stage)] : []),
]);
