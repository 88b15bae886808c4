import type { Words } from '../forms';

const w = (zh: string, en: string): Words => ({ zh, en });

/** What belongs in the file of a closed case, in the order of the procedure. */
export const checklistItems = [
  'declaration',
  'declaration-documents',
  'intake-record',
  'provincial-report',
  'recommendation',
  'submission-original',
  'national-intake-record',
  'national-report',
  'decision-sheet',
  'public-notice-record',
  'notice-original',
  'forwarding',
  'withdrawal-original',
  'requests-and-receipts',
] as const;
export type ChecklistItem = (typeof checklistItems)[number];

export const checklistWords: Record<ChecklistItem, Words> = {
  declaration: w('申报书（已签署）', 'Declaration, signed'),
  'declaration-documents': w('申报必备材料', 'Documents a declaration must have'),
  'intake-record': w('省级受理审查记录', 'Record of the provincial intake'),
  'provincial-report': w('省级评估报告', 'Evaluation report of the province'),
  recommendation: w('省级推荐意见', 'Recommendation of the province'),
  'submission-original': w('上报公文（盖章原件）', 'Submission paper, sealed original'),
  'national-intake-record': w('国家形式审查记录', 'Record of the national intake'),
  'national-report': w('国家评审报告、会议纪要和表决', 'National review: report, minutes and votes'),
  'decision-sheet': w('国家审定意见', 'Decision sheet'),
  'public-notice-record': w('公示记录（含截图）', 'Record of the public notice, with screenshot'),
  'notice-original': w('设置通知（盖章原件）', 'Notice of designation, sealed original'),
  forwarding: w('结果转达记录', 'Record of forwarding the result'),
  'withdrawal-original': w('撤回申报公文（盖章原件）', 'Withdrawal paper, sealed original'),
  'requests-and-receipts': w('材料要求通知和回执', 'Document requests and receipts'),
};

export const checklistStates = ['present', 'missing', 'not-applicable'] as const;
export const checklistStateWords: Record<(typeof checklistStates)[number], Words> = {
  present: w('齐全', 'Present'),
  missing: w('缺少', 'Missing'),
  'not-applicable': w('不适用', 'Not applicable'),
};
