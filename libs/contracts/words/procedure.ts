import type { Words } from '../forms';
import type { Role } from '../posts';
import type { CaseStatus, Outcome, Result, Stage, StageOutcome, Step } from '../procedure';

const w = (zh: string, en: string): Words => ({ zh, en });

export const stageWords: Record<Stage | 'closed', Words> = {
  declaration: w('申报', 'Declaration'),
  'provincial-intake': w('省级受理', 'Provincial intake'),
  'provincial-evaluation': w('省级评估', 'Provincial evaluation'),
  'provincial-recommendation': w('省级审核推荐', 'Provincial recommendation'),
  submission: w('上报', 'Submission'),
  'national-intake': w('国家形式审查', 'National intake'),
  'national-review': w('国家评审', 'National review'),
  'national-decision': w('国家审定', 'National decision'),
  'public-notice': w('公示', 'Public notice'),
  issue: w('印发', 'Issue'),
  'provincial-archive': w('省级归档', 'Provincial archive'),
  archive: w('归档', 'Archive'),
  planning: w('年度计划', 'Annual planning'),
  closed: w('办结', 'Closed'),
};

export const stepWords: Record<Step, Words> = {
  'prepare-declaration': w('填报申报材料', 'Prepare declaration'),
  'sign-declaration': w('签署申报', 'Sign declaration'),
  'check-completeness': w('受理审查', 'Check completeness'),
  'form-panel': w('组建专家组', 'Form panel'),
  'declare-interests': w('申明利益关系', 'Declare interests'),
  evaluate: w('专家评估', 'Evaluate'),
  'write-report': w('撰写评估报告', 'Write report'),
  'draft-recommendation': w('拟制推荐意见', 'Draft recommendation'),
  'check-recommendation': w('审核推荐意见', 'Check recommendation'),
  'sign-recommendation': w('签发推荐意见', 'Sign recommendation'),
  'submit-to-nhc': w('上报国家卫生健康委', 'Submit to NHC'),
  'check-submission': w('形式审查', 'Check submission'),
  'panel-meeting': w('专家组会议', 'Panel meeting'),
  vote: w('专家表决', 'Vote'),
  'draft-decision': w('拟制审定意见', 'Draft decision'),
  'check-decision': w('审核审定意见', 'Check decision'),
  'sign-decision': w('签发审定意见', 'Sign decision'),
  'record-publication': w('登记公示', 'Record publication'),
  'draft-notice': w('拟制设置通知', 'Draft notice'),
  'check-notice': w('审核设置通知', 'Check notice'),
  'sign-notice': w('签发设置通知', 'Sign notice'),
  'issue-notice': w('印发设置通知', 'Issue notice'),
  'forward-result': w('转达结果', 'Forward result'),
  'compile-file': w('整理归档文件', 'Compile the file'),
  'accept-file': w('接收归档', 'Accept the file'),
  'file-annual-plan': w('报送年度工作计划', 'File annual plan'),
  'answer-request': w('答复材料要求', 'Answer a request'),
  'accept-answer': w('审核答复', 'Accept the answer'),
  'answer-passed-on': w('答复转下事项', 'Answer items passed on'),
  'accept-passed-on': w('审核转下事项的答复', 'Accept the answer to items passed on'),
  'decide-lapse': w('逾期未答复的处理', 'Decide on an overdue answer'),
  'confirm-lapse': w('复核逾期处理', 'Confirm the decision on an overdue answer'),
};

export const outcomeWords: Record<Outcome, Words> = {
  'submitted-for-signature': w('提交签署', 'Submit for signature'),
  signed: w('签署', 'Sign'),
  returned: w('退回', 'Return'),
  accepted: w('受理', 'Accept'),
  'not-accepted': w('不予受理', 'Do not accept'),
  formed: w('确定专家组', 'Form the panel'),
  none: w('无利益关系', 'No interests to declare'),
  evaluated: w('完成评估', 'Complete evaluation'),
  reported: w('提交评估报告', 'Submit report'),
  minuted: w('提交会议纪要', 'Submit minutes'),
  voted: w('提交表决', 'Cast vote'),
  drafted: w('提交审核', 'Submit for checking'),
  agreed: w('同意', 'Agree'),
  recommended: w('推荐', 'Recommend'),
  'not-recommended': w('不予推荐', 'Do not recommend'),
  submitted: w('上报', 'Submit'),
  'propose-designation': w('拟设置', 'Propose designation'),
  decline: w('不予设置', 'Decline'),
  recorded: w('登记', 'Record'),
  'notice-over': w('公示期满', 'Notice period over'),
  issued: w('印发', 'Issue'),
  forwarded: w('转达', 'Forward'),
  compiled: w('移交归档', 'Hand over to the archive'),
  'correction-requested': w('要求补正', 'Request correction'),
  'supplement-requested': w('要求补充材料', 'Request supplement'),
  answered: w('提交答复', 'Submit the answer'),
  'items-returned': w('退回事项', 'Return items'),
  extended: w('延长期限', 'Extend'),
  'decided-as-is': w('按现有材料办理', 'Decide as it is'),
  lapsed: w('逾期终止', 'Lapsed'),
};

export const stageOutcomeWords: Record<StageOutcome, Words> = {
  ...outcomeWords,
  recalled: w('撤回', 'Recalled'),
  withdrawn: w('撤回申报', 'Withdrawn'),
};

export const resultWords: Record<Result, Words> = {
  designated: w('准予设置', 'Designated'),
  declined: w('不予设置', 'Declined'),
  'not-recommended': w('不予推荐', 'Not recommended'),
  'not-accepted': w('不予受理', 'Not accepted'),
  withdrawn: w('已撤回申报', 'Withdrawn'),
  lapsed: w('逾期终止', 'Lapsed'),
};

export const statusWords: Record<CaseStatus, Words> = {
  open: w('办理中', 'In progress'),
  'on-hold': w('中止', 'On hold'),
  closed: w('办结', 'Closed'),
};

export const roleWords: Record<Role, Words> = {
  'hospital-preparer': w('申报经办人', 'Hospital preparer'),
  'hospital-signatory': w('医院负责人', 'Hospital signatory'),
  'provincial-handler': w('省级经办人', 'Provincial handler'),
  'provincial-checker': w('省级审核人', 'Provincial checker'),
  'provincial-signatory': w('省级签发人', 'Provincial signatory'),
  'provincial-manager': w('省级督办', 'Provincial manager'),
  'national-handler': w('国家经办人', 'National handler'),
  'national-checker': w('国家审核人', 'National checker'),
  'national-signatory': w('国家签发人', 'National signatory'),
  'national-manager': w('国家督办', 'National manager'),
  expert: w('专家', 'Expert'),
  'division-head': w('处室负责人', 'Division head'),
  'department-head': w('司局负责人', 'Department head'),
  leader: w('委领导', 'Leader'),
  archivist: w('档案管理员', 'Archivist'),
  'system-admin': w('系统管理员', 'System administrator'),
  'security-admin': w('安全管理员', 'Security administrator'),
  auditor: w('审计员', 'Auditor'),
};
