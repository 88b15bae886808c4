import type { Stage } from '../../contracts/procedure';
import type { StepDefinition } from '../../contracts/step';
import { date, paragraph, text, w } from '../cases/fields';

type PanelStage = Extract<Stage, 'provincial-evaluation' | 'national-review'>;

/** The steps that both levels' panels have in common. */
function panelSteps(stage: PanelStage): StepDefinition[] {
  return [formPanel(stage), declareInterests(stage), evaluate(stage), writeReport(stage)];
}

function formPanel(stage: PanelStage): StepDefinition {
  const provincial = stage === 'provincial-evaluation';
  return {
    stage,
    step: 'form-panel',
    doer: { role: provincial ? 'provincial-handler' : 'national-handler' },
    returnable: true,
    recallable: true,
    purpose: w('从专家库中确定专家组成员和组长。', 'Name the members of the panel and its lead from the pool.'),
    outcomes: {
      formed: {
        tone: 'forward',
        form: [
          {
            name: 'seats',
            type: 'seats',
            pool: provincial ? 'province' : 'nation',
            label: w('专家组', 'Panel'),
            required: true,
          },
        ],
      },
    },
  };
}

const declareInterests = (stage: PanelStage): StepDefinition => ({
  stage,
  step: 'declare-interests',
  doer: { seat: 'each' },
  returnable: false,
  recallable: true,
  purpose: w('申明与申报医院有无利益关系。', 'Declare whether you have interests with the applicant.'),
  outcomes: {
    none: {
      tone: 'forward',
      form: [
        {
          name: 'declared',
          type: 'flag',
          mustBeTrue: true,
          required: true,
          label: w('本人与申报医院无应当回避的关系', 'I have no relation with the applicant that requires recusal'),
        },
      ],
    },
  },
});

const evaluate = (stage: PanelStage): StepDefinition => ({
  stage,
  step: 'evaluate',
  doer: { seat: 'each' },
  returnable: false,
  recallable: true,
  purpose: w(
    '逐项判断申报医院是否符合设置标准。',
    'Judge for every condition of the standard whether the applicant meets it.',
  ),
  outcomes: {
    evaluated: {
      tone: 'forward',
      form: [
        { name: 'judgements', type: 'judgements', label: w('逐项判断', 'Judgement per condition'), required: true },
        paragraph('summary', '总体意见', 'Overall opinion'),
      ],
    },
  },
});

const writeReport = (stage: PanelStage): StepDefinition => ({
  stage,
  step: 'write-report',
  doer: { seat: 'lead' },
  returnable: true,
  recallable: true,
  purpose: w('汇总专家意见，撰写评估报告。', 'Bring the experts’ opinions together in the evaluation report.'),
  outcomes: {
    reported: {
      tone: 'forward',
      form: [
        paragraph('findings', '评估情况', 'Findings'),
        {
          name: 'conclusion',
          type: 'choice',
          label: w('结论', 'Conclusion'),
          required: true,
          options: [
            { value: 'meets', label: w('符合设置标准', 'Meets the standard') },
            { value: 'does-not-meet', label: w('不符合设置标准', 'Does not meet the standard') },
          ],
        },
      ],
    },
  },
});

export const evaluationSteps: StepDefinition[] = [
  ...panelSteps('provincial-evaluation'),
  ...panelSteps('national-review'),
  {
    stage: 'national-review',
    step: 'panel-meeting',
    doer: { seat: 'lead' },
    returnable: false,
    recallable: true,
    purpose: w('登记专家组会议的时间、出席情况和纪要。', 'Record date, attendance and minutes of the panel’s meeting.'),
    outcomes: {
      minuted: {
        tone: 'forward',
        form: [
          date('heldOn', '会议日期', 'Date of the meeting'),
          text('place', '地点', 'Place'),
          { name: 'attendance', type: 'attendance', label: w('出席专家', 'Attendance'), required: true },
          paragraph('minutes', '会议纪要', 'Minutes'),
        ],
      },
    },
  },
  {
    stage: 'national-review',
    step: 'vote',
    doer: { seat: 'each' },
    returnable: false,
    recallable: true,
    purpose: w('对是否建议设置进行表决。', 'Vote on whether to propose designation.'),
    outcomes: {
      voted: {
        tone: 'forward',
        form: [
          {
            name: 'vote',
            type: 'choice',
            label: w('表决', 'Vote'),
            required: true,
            options: [
              { value: 'for', label: w('同意', 'For') },
              { value: 'against', label: w('反对', 'Against') },
              { value: 'abstain', label: w('弃权', 'Abstain') },
            ],
          },
        ],
      },
    },
  },
];
