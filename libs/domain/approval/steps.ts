import type { StepDefinition } from '../../contracts/step';
import { opinion, paragraph, reasons, returning, text, w } from '../cases/fields';

export const approvalSteps: StepDefinition[] = [
  {
    stage: 'provincial-recommendation',
    step: 'draft-recommendation',
    doer: { role: 'provincial-handler' },
    paper: { paper: 'recommendation', part: 'draft' },
    returnable: true,
    recallable: true,
    purpose: w(
      '根据评估报告拟制推荐意见和支持承诺。',
      'Draft the recommendation and the support commitments from the evaluation report.',
    ),
    outcomes: {
      drafted: {
        tone: 'forward',
        form: [
          text('title', '标题', 'Title'),
          paragraph('text', '正文', 'Text'),
          {
            name: 'commitments',
            type: 'rows',
            label: w('省级支持承诺', 'Support commitments of the province'),
            required: false,
            min: 0,
            max: 30,
            columns: [
              {
                name: 'kind',
                type: 'choice',
                label: w('类别', 'Kind'),
                required: true,
                options: [
                  { value: 'infrastructure', label: w('基础设施', 'Infrastructure') },
                  { value: 'equipment', label: w('设备', 'Equipment') },
                  { value: 'staffing', label: w('人员编制', 'Staffing posts') },
                  { value: 'recruitment', label: w('人才引进', 'Recruitment') },
                  { value: 'pay', label: w('薪酬', 'Pay') },
                  { value: 'compensation', label: w('补偿机制', 'Compensation mechanism') },
                  { value: 'insurance', label: w('医保', 'Insurance') },
                  { value: 'innovation', label: w('创新药械与技术', 'Innovative drugs and technologies') },
                  { value: 'research', label: w('科研转化', 'Research and transformation') },
                ],
              },
              { name: 'body', type: 'text', label: w('责任单位', 'Body'), required: true, maxLength: 120 },
              {
                name: 'amount',
                type: 'text',
                label: w('数额或内容', 'Amount or content'),
                required: true,
                maxLength: 200,
              },
              { name: 'by', type: 'date', label: w('时限', 'By'), required: true },
            ],
          },
        ],
      },
    },
  },
  {
    stage: 'provincial-recommendation',
    step: 'check-recommendation',
    doer: { role: 'provincial-checker' },
    paper: { paper: 'recommendation', part: 'check' },
    returnable: true,
    recallable: true,
    purpose: w('审核推荐意见。', 'Check the recommendation.'),
    outcomes: { agreed: { tone: 'forward', form: [opinion()] }, returned: returning },
  },
  {
    stage: 'provincial-recommendation',
    step: 'sign-recommendation',
    doer: { role: 'provincial-signatory' },
    paper: { paper: 'recommendation', part: 'sign' },
    returnable: true,
    recallable: true,
    purpose: w('签发推荐意见，或决定不予推荐。', 'Sign the recommendation, or decide not to recommend.'),
    outcomes: {
      recommended: { tone: 'forward', form: [opinion()] },
      'not-recommended': {
        tone: 'end',
        confirm: w(
          '不予推荐将办结该案，理由告知申报医院。',
          'The case will be closed and the reasons told to the hospital.',
        ),
        form: [reasons('不予推荐理由', 'Reasons for not recommending')],
      },
      returned: returning,
    },
  },
  {
    stage: 'national-decision',
    step: 'draft-decision',
    doer: { role: 'national-handler' },
    paper: { paper: 'decision', part: 'draft' },
    returnable: true,
    recallable: true,
    purpose: w('根据评审情况拟制审定意见。', 'Draft the decision from the review.'),
    outcomes: {
      drafted: {
        tone: 'forward',
        form: [
          text('title', '标题', 'Title'),
          paragraph('text', '正文', 'Text'),
          {
            name: 'proposal',
            type: 'choice',
            label: w('拟办意见', 'Proposal'),
            required: true,
            options: [
              { value: 'propose-designation', label: w('拟设置', 'Propose designation') },
              { value: 'decline', label: w('不予设置', 'Decline') },
            ],
          },
        ],
      },
    },
  },
  {
    stage: 'national-decision',
    step: 'check-decision',
    doer: { role: 'national-checker' },
    paper: { paper: 'decision', part: 'check' },
    returnable: true,
    recallable: true,
    purpose: w('审核审定意见。', 'Check the decision.'),
    outcomes: { agreed: { tone: 'forward', form: [opinion()] }, returned: returning },
  },
  {
    stage: 'national-decision',
    step: 'sign-decision',
    doer: { role: 'national-signatory' },
    paper: { paper: 'decision', part: 'sign' },
    returnable: true,
    recallable: true,
    purpose: w('签发审定意见：拟设置或不予设置。', 'Sign the decision: propose designation, or decline.'),
    outcomes: {
      'propose-designation': {
        tone: 'forward',
        confirm: w('签发后将进入公示。', 'After you sign, the proposal goes to public notice.'),
        form: [opinion()],
      },
      decline: {
        tone: 'end',
        confirm: w('不予设置将办结该案，理由书面告知。', 'The case will be closed and the reasons given in writing.'),
        form: [reasons('不予设置理由', 'Reasons for declining')],
      },
      returned: returning,
    },
  },
];
