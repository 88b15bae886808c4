import type { Words } from './forms';

/** Who may read an event: the applicant and everyone above, the acting body alone, the panel, the nation, or audit only. */
export const eventAudiences = ['applicant', 'body', 'panel', 'nation', 'audit'] as const;
export type EventAudience = (typeof eventAudiences)[number];

interface EventDefinition {
  version: number;
  audience: EventAudience;
  words: Words;
}
const e = (audience: EventAudience, zh: string, en: string, version = 1): EventDefinition => ({
  version,
  audience,
  words: { zh, en },
});

/** Past facts. Payloads carry actor and words, so that they can be withheld while the chain still verifies. */
export const eventTypes = {
  caseOpened: e('applicant', '案件建立', 'Case opened'),
  stageEntered: e('applicant', '进入环节', 'Stage entered'),
  stageEnded: e('applicant', '环节办结', 'Stage ended'),
  stageReturned: e('body', '退回前序环节', 'Returned to an earlier stage'),
  stageReentered: e('body', '重新进入环节', 'Stage entered again'),
  taskClaimed: e('body', '领取任务', 'Task claimed'),
  taskReleased: e('body', '释放任务', 'Task released'),
  stepDecided: e('body', '办理', 'Step decided'),
  panelStepDecided: e('panel', '专家办理', 'Panel step decided'),
  actRecalled: e('body', '撤回办理', 'Act recalled'),
  reasonsGiven: e('applicant', '告知理由', 'Reasons given'),
  documentAdded: e('applicant', '上传材料', 'Document added'),
  bodyDocumentAdded: e('body', '上传内部材料', 'Document added by the body'),
  documentReplaced: e('applicant', '材料更新', 'New version of a document'),
  bodyDocumentReplaced: e('body', '内部材料更新', 'New version of a document of the body'),
  documentWithdrawn: e('applicant', '材料撤下', 'Document marked withdrawn'),
  documentInfected: e('applicant', '病毒检查发现问题', 'Virus scan found something'),
  bodyDocumentInfected: e('body', '内部材料病毒检查发现问题', 'Virus scan found something in a document of the body'),
  documentUnreadable: e('applicant', '病毒检查未能读取材料', 'Virus scan could not read a document'),
  bodyDocumentUnreadable: e('body', '病毒检查未能读取内部材料', 'Virus scan could not read a document of the body'),
  bodyDocumentWithdrawn: e('body', '内部材料撤下', 'Document of the body marked withdrawn'),
  caseHeld: e('applicant', '案件中止', 'Case put on hold'),
  caseResumed: e('applicant', '案件恢复', 'Case resumed'),
  withdrawalRequested: e('applicant', '申请撤回申报', 'Withdrawal requested'),
  caseWithdrawn: e('applicant', '撤回申报', 'Case withdrawn'),
  caseClosed: e('applicant', '案件办结', 'Case closed'),
  reminderRung: e('body', '到期提醒', 'Reminder'),
  escalationRung: e('body', '逾期上报', 'Escalation'),
  deadlinesRecalculated: e('body', '时限重算', 'Limits recalculated'),
  commitmentsRecalculated: e('applicant', '承诺时限重算', 'Commitments recalculated'),
  commitmentExtended: e('applicant', '承诺时限延期', 'Commitment extended'),
  deadlineExtended: e('body', '时限延期', 'Limit extended'),
  commitmentRunsAgain: e('applicant', '承诺时限恢复计时', 'Commitment counts again'),
  deadlineRunsAgain: e('body', '时限恢复计时', 'Limit counts again'),
  deemedAccepted: e('applicant', '逾期未答复，视为受理', 'Deemed accepted by lapse of time'),
  noticePeriodBegan: e('applicant', '公示开始', 'Public notice period began'),
  noticePeriodEnded: e('applicant', '公示期满', 'Public notice period ended'),
  centerDesignated: e('applicant', '设置中心', 'Center designated'),
  commented: e('applicant', '留言（各方可见）', 'Comment to all parties'),
  bodyCommented: e('body', '留言（本机关）', 'Comment inside the body'),
  caseCopied: e('body', '抄送', 'Copied to'),
  caseUrged: e('body', '催办', 'Urged'),
  urgeSent: e('body', '发出催办', 'Urged another body'),
  taskReassigned: e('body', '改派', 'Task reassigned'),
  taskHandedOver: e('body', '转办', 'Task handed over'),
  replyAsked: e('body', '委派', 'Assigned for reply'),
  replyGiven: e('body', '委派答复', 'Reply given'),
  replyTakenBack: e('body', '收回委派', 'Assignment taken back'),
  taskRecused: e('body', '回避', 'Recused from a task'),
  orderIssued: e('body', '发出督办单', 'Supervision order issued'),
  orderAnswered: e('body', '督办单答复', 'Supervision order answered'),
  orderClosed: e('body', '督办单办结', 'Supervision order closed'),
  orderOverdue: e('body', '督办单逾期未答复', 'Supervision order unanswered'),
  callLogged: e('body', '通话记录', 'Call logged'),
  requestDrafted: e('body', '拟制材料要求', 'Request drafted'),
  requestCheckAsked: e('body', '材料要求送审', 'Request sent for checking'),
  requestChecked: e('body', '审核材料要求', 'Request checked'),
  requestSent: e('body', '发出材料要求', 'Request sent'),
  requestReceived: e('body', '收到材料要求', 'Request received'),
  requestOpened: e('body', '签收材料要求', 'Request opened'),
  requestServed: e('body', '材料要求送达', 'Request served'),
  answerChecked: e('body', '内部审核答复', 'Answer checked inside'),
  answerSubmitted: e('body', '提交答复', 'Answer submitted'),
  answerReceived: e('body', '收到答复', 'Answer received'),
  answerAccepted: e('body', '答复通过', 'Answer accepted'),
  requestClosed: e('body', '材料要求办结', 'Request closed'),
  requestWithdrawn: e('body', '撤回材料要求', 'Request withdrawn'),
  extensionAsked: e('body', '申请延期', 'Extension asked for'),
  extensionDecided: e('body', '答复延期申请', 'Extension decided'),
  lapseDecided: e('body', '确认逾期处理', 'Overdue answer decided'),
  commitmentStopped: e('applicant', '承诺时限暂停', 'Commitment stopped'),
  commitmentGoesOn: e('applicant', '承诺时限继续', 'Commitment goes on'),
  draftShared: e('body', '开放预审', 'Draft opened for pre-review'),
  draftCommented: e('body', '预审意见', 'Remark on a draft'),
  itemProposed: e('panel', '专家建议事项', 'Item proposed by the panel'),
  reportingYearOpened: e('applicant', '年度管理开始', 'Reporting year opened'),
} as const satisfies Record<string, EventDefinition>;

export type EventType = keyof typeof eventTypes;
