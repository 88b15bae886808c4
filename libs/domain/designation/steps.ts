import type { StepDefinition } from '../../contracts/step';
import { authorityNumber, date, opinion, original, paragraph, returning, text, w } from '../cases/fields';

export const designationSteps: StepDefinition[] = [
  {
    stage: 'public-notice',
    step: 'record-publication',
    doer: { role: 'national-handler' },
    returnable: false,
    recallable: false,
    purpose: w(
      '登记公示的网址、日期和截图；公示期自次日起算。',
      'Record address, date and screenshot of the publication; the period starts the day after.',
    ),
    outcomes: {
      recorded: {
        tone: 'forward',
        confirm: w('登记后公示期开始计算。', 'The notice period starts to count once recorded.'),
        form: [
          text('address', '公示网址', 'Address', 400),
          date('publishedOn', '公示日期', 'Published on'),
          original('screenshot', '公示截图', 'Screenshot'),
        ],
      },
    },
  },
  {
    stage: 'issue',
    step: 'draft-notice',
    doer: { role: 'national-handler' },
    paper: { paper: 'notice', part: 'draft' },
    returnable: true,
    recallable: true,
    purpose: w(
      '拟制设置通知，主送省级卫生健康委。',
      'Draft the notice of designation, addressed to the provincial commission.',
    ),
    outcomes: {
      drafted: {
        tone: 'forward',
        form: [
          text('title', '标题', 'Title'),
          text('addressee', '主送机关', 'Addressee'),
          text('centerNameZh', '中心名称（中文）', 'Name of the center (Chinese)'),
          text('centerNameEn', '中心名称（英文）', 'Name of the center (English)'),
          paragraph('text', '正文', 'Text'),
        ],
      },
    },
  },
  {
    stage: 'issue',
    step: 'check-notice',
    doer: { role: 'national-checker' },
    paper: { paper: 'notice', part: 'check' },
    returnable: true,
    recallable: true,
    purpose: w('审核设置通知。', 'Check the notice.'),
    outcomes: { agreed: { tone: 'forward', form: [opinion()] }, returned: returning },
  },
  {
    stage: 'issue',
    step: 'sign-notice',
    doer: { role: 'national-signatory' },
    paper: { paper: 'notice', part: 'sign' },
    returnable: true,
    recallable: true,
    purpose: w('签发设置通知。', 'Sign the notice.'),
    outcomes: { signed: { tone: 'forward', form: [opinion()] }, returned: returning },
  },
  {
    stage: 'issue',
    step: 'issue-notice',
    doer: { role: 'national-handler' },
    returnable: false,
    recallable: false,
    purpose: w(
      '登记发文字号，上传盖章原件，印发通知；中心随即入册。',
      'Enter the number, attach the sealed original and issue the notice; the center enters the registry.',
    ),
    outcomes: {
      issued: {
        tone: 'forward',
        confirm: w(
          '印发后中心入册，年度管理开始，不能撤回。',
          'The center enters the registry and its yearly cycle starts. This cannot be recalled.',
        ),
        form: [
          authorityNumber('number', '发文字号', 'Document number'),
          date('dated', '成文日期', 'Date of the notice'),
          original('original', '盖章原件', 'Sealed original'),
        ],
      },
    },
  },
  {
    stage: 'issue',
    step: 'forward-result',
    doer: { role: 'provincial-handler' },
    returnable: false,
    recallable: false,
    purpose: w('将设置结果转达申报医院。', 'Forward the result to the hospital.'),
    outcomes: {
      forwarded: {
        tone: 'forward',
        form: [date('forwardedOn', '转达日期', 'Forwarded on'), text('manner', '转达方式', 'Manner')],
      },
    },
  },
];
