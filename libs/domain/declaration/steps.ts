import type { Field } from '../../contracts/forms';
import type { StepDefinition } from '../../contracts/step';
import { authorityNumber, date, opinion, original, reasons, returning, text, w } from '../cases/fields';

const planRows: Field = {
  name: 'plan',
  type: 'rows',
  label: w('建设方案', 'Construction plan'),
  hint: w('每行一个目标', 'One goal a row'),
  required: true,
  min: 1,
  max: 50,
  columns: [
    { name: 'goal', type: 'text', label: w('目标', 'Goal'), required: true, maxLength: 200 },
    { name: 'measure', type: 'text', label: w('举措', 'Measure'), required: true, maxLength: 400 },
    { name: 'milestone', type: 'date', label: w('节点', 'Milestone'), required: true },
    { name: 'funds', type: 'number', label: w('资金（万元）', 'Funds (10,000 yuan)'), required: true, min: 0 },
    { name: 'responsible', type: 'text', label: w('责任部门', 'Responsible unit'), required: true, maxLength: 120 },
  ],
};

const commitment = (name: string, zh: string, en: string): Field => ({
  name,
  type: 'flag',
  label: w(zh, en),
  required: true,
  mustBeTrue: true,
});

export const declarationSteps: StepDefinition[] = [
  {
    stage: 'declaration',
    step: 'prepare-declaration',
    doer: { role: 'hospital-preparer' },
    paper: { paper: 'declaration', part: 'draft' },
    returnable: true,
    recallable: true,
    purpose: w(
      '逐项填报指标数据、建设方案和承诺，提交医院负责人签署。',
      'Enter figures for every indicator, the construction plan and the commitments, then submit for signature.',
    ),
    outcomes: {
      'submitted-for-signature': {
        tone: 'forward',
        form: [
          text('superiorBody', '主管部门', 'Superior body'),
          {
            name: 'origin',
            type: 'choice',
            label: w('申报来源', 'Origin'),
            required: true,
            options: [
              { value: 'none', label: w('直接申报', 'Direct declaration') },
              { value: 'construction-project', label: w('区域医疗中心建设项目', 'Construction project') },
              { value: 'joint-construction', label: w('委省共建协议', 'Joint-construction agreement') },
            ],
          },
          { name: 'indicators', type: 'indicators', label: w('指标数据', 'Indicator figures'), required: true },
          planRows,
          { name: 'planFile', type: 'document', label: w('建设方案文件', 'Construction plan file'), required: false },
          commitment('fundsCommitted', '承诺保障工作经费', 'Working funds are committed'),
          commitment('staffCommitted', '承诺配备专职人员', 'Dedicated staff are committed'),
          commitment('truthful', '承诺所报材料真实', 'Everything declared is true'),
        ],
      },
    },
  },
  {
    stage: 'declaration',
    step: 'sign-declaration',
    doer: { role: 'hospital-signatory' },
    paper: { paper: 'declaration', part: 'sign' },
    returnable: true,
    recallable: true,
    purpose: w(
      '审阅申报材料并签署，签署后送省级卫生健康委。',
      'Read the declaration and sign it; it then goes to the provincial commission.',
    ),
    outcomes: {
      signed: {
        tone: 'forward',
        confirm: w(
          '签署后申报材料将送达省级卫生健康委。',
          'After you sign, the declaration goes to the provincial commission.',
        ),
        form: [opinion()],
      },
      returned: returning,
    },
  },
  {
    stage: 'provincial-intake',
    step: 'check-completeness',
    doer: { role: 'provincial-handler' },
    returnable: true,
    recallable: true,
    purpose: w('审查申报材料是否齐全、符合法定形式。', 'Check that the declaration is complete and in due form.'),
    outcomes: {
      accepted: { tone: 'forward', form: [opinion()] },
      'correction-requested': {
        tone: 'back',
        recallable: false,
        confirm: w(
          '拟制的补正通知将编号发出，受理时限终止，收到完整补正材料后重新起算。',
          'The drafted notice goes out with its number; the intake limit closes and starts anew when the complete answer is received.',
        ),
        form: [opinion()],
      },
      'not-accepted': {
        tone: 'end',
        confirm: w(
          '不予受理将办结该案，理由告知申报医院。',
          'The case will be closed and the reasons told to the hospital.',
        ),
        form: [reasons('不予受理理由', 'Reasons for not accepting')],
      },
    },
  },
  {
    stage: 'submission',
    step: 'submit-to-nhc',
    doer: { role: 'provincial-handler' },
    returnable: false,
    recallable: false,
    purpose: w(
      '登记上报公文的形式、文号和日期，附盖章原件，上报国家卫生健康委。',
      'Enter form, number and date of the outgoing paper, attach the sealed original and submit to the NHC.',
    ),
    outcomes: {
      submitted: {
        tone: 'forward',
        confirm: w('上报后不能撤回。', 'A submission cannot be recalled.'),
        form: [
          {
            name: 'form',
            type: 'choice',
            label: w('公文形式', 'Form of paper'),
            required: true,
            options: [
              { value: 'request', label: w('请示', 'Request for instructions') },
              { value: 'letter', label: w('函', 'Letter') },
              { value: 'report', label: w('报告', 'Report') },
            ],
          },
          authorityNumber('number', '发文字号', 'Document number'),
          date('dated', '成文日期', 'Date of the paper'),
          original('original', '盖章原件', 'Sealed original'),
        ],
      },
    },
  },
  {
    stage: 'national-intake',
    step: 'check-submission',
    doer: { role: 'national-handler' },
    returnable: true,
    recallable: true,
    purpose: w('对省级上报材料进行形式审查。', 'Check the form of what the province submitted.'),
    outcomes: {
      accepted: { tone: 'forward', form: [opinion()] },
      'supplement-requested': {
        tone: 'back',
        recallable: false,
        confirm: w(
          '拟制的补充材料通知将编号发往省级，审查时限终止，收到完整材料后重新起算。',
          'The drafted notice goes to the province with its number; the limit closes and starts anew when the complete answer is received.',
        ),
        form: [opinion()],
      },
      returned: returning,
    },
  },
];
