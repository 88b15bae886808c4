import type { Words } from '../forms';
import type { Stage } from '../procedure';
import { stageWords } from './procedure';

/** In-app notifications are stored as code and parameters and worded at reading. */
export const notificationCodes = [
  'reminder',
  'escalation',
  'withdrawal-requested',
  'stage-entered',
  'case-over',
  'copied',
  'urged',
  'reassigned',
  'handed-over',
  'reply-asked',
  'reply-given',
  'order-issued',
  'order-answered',
  'order-overdue',
  'deadline-moved',
  'draft-shared',
  'draft-commented',
  'request-received',
  'request-check',
  'request-withdrawn',
  'answer-check',
  'answer-received',
  'extension-asked',
  'extension-decided',
  'request-closed',
  'commitment-stopped',
  'deputy-named',
  'deputy-revoked',
  'recused',
  'recused-to-you',
  'task-unstaffed',
  'deadline-extended',
  'pause-used-up',
  'deemed-accepted',
  'break-glass-asked',
  'break-glass-granted',
  'file-infected',
  'file-unreadable',
  'account-suspended',
  'account-reinstated',
] as const;
export type NotificationCode = (typeof notificationCodes)[number];

export interface NotificationParams {
  number?: string;
  rule?: Words;
  dueOn?: string;
  stage?: Stage;
  by?: Words;
  note?: string | null;
  order?: string;
  /** Number of a document request. */
  asked?: string;
  /** First and last day of a period. */
  validFrom?: string;
  validTo?: string;
  /** The due date before it moved; none where it was paused. */
  from?: string | null;
  /** Title of a document. */
  document?: string;
  /** Whom it is about. */
  person?: Words;
  /** By how many days a limit was extended. */
  days?: number;
}

export const notificationWords: Record<
  NotificationCode,
  { title: Words; text: (params: NotificationParams) => Words }
> = {
  'break-glass-asked': {
    title: { zh: '申请应急查阅', en: 'Emergency access asked for' },
    text: ({ number = '', by, note }) => ({
      zh: `${by?.zh ?? ''}申请应急查阅${number}：${note ?? ''}`,
      en: `${by?.en ?? ''} asks for emergency access to ${number}: ${note ?? ''}`,
    }),
  },
  'break-glass-granted': {
    title: { zh: '应急查阅已同意', en: 'Emergency access granted' },
    text: ({ number = '', by, note }) => ({
      zh: `${by?.zh ?? ''}同意应急查阅${number}，每次查阅均有记录：${note ?? ''}`,
      en: `${by?.en ?? ''} granted emergency access to ${number}; every look is recorded: ${note ?? ''}`,
    }),
  },
  'account-suspended': {
    title: { zh: '账户停用', en: 'Account suspended' },
    text: ({ person, by, note }) => ({
      zh: `${person?.zh ?? ''}的账户已由${by?.zh ?? ''}停用，不能登录：${note ?? ''}`,
      en: `${by?.en ?? ''} has suspended the account of ${person?.en ?? ''}, which opens nothing now: ${note ?? ''}`,
    }),
  },
  'account-reinstated': {
    title: { zh: '账户恢复', en: 'Account reinstated' },
    text: ({ person, by, note }) => ({
      zh: `${person?.zh ?? ''}的账户已由${by?.zh ?? ''}恢复，可以登录：${note ?? ''}`,
      en: `${by?.en ?? ''} has reinstated the account of ${person?.en ?? ''}, who may sign in again: ${note ?? ''}`,
    }),
  },
  'file-infected': {
    title: { zh: '病毒检查发现问题', en: 'The virus scan found something' },
    text: ({ number = '', document = '' }) => ({
      zh: `${number}：您上传的“${document}”未通过病毒检查，已停止提供下载。请检查您的电脑，再上传干净的版本。`,
      en: `${number}: “${document}”, which you uploaded, did not pass the virus scan and is given to nobody. Have your computer checked, then upload a clean version.`,
    }),
  },
  'file-unreadable': {
    title: { zh: '病毒检查未能读取文件', en: 'The virus scan could not read a file' },
    text: ({ number = '', document = '' }) => ({
      zh: `${number}：您上传的“${document}”未能完成病毒检查，不能下载。请打开原文件确认完好后重新上传；仍不行时请联系系统管理员。`,
      en: `${number}: “${document}”, which you uploaded, could not be scanned and is given to nobody. See that the original opens and upload it again; if that fails too, tell the administrator.`,
    }),
  },
  reminder: {
    title: { zh: '到期提醒', en: 'Due soon' },
    text: ({ number = '', rule, dueOn = '' }) => ({
      zh: `${number}：${rule?.zh ?? ''}将于${dueOn}到期。`,
      en: `${number}: ${rule?.en ?? ''} is due on ${dueOn}.`,
    }),
  },
  escalation: {
    title: { zh: '逾期提醒', en: 'Overdue' },
    text: ({ number = '', rule, dueOn = '' }) => ({
      zh: `${number}：${rule?.zh ?? ''}已逾期（到期日${dueOn}）。`,
      en: `${number}: ${rule?.en ?? ''} is overdue (it was due on ${dueOn}).`,
    }),
  },
  'withdrawal-requested': {
    title: { zh: '申请撤回申报', en: 'Withdrawal asked for' },
    text: ({ number = '' }) => ({
      zh: `${number}：省级申请撤回申报，待您同意。`,
      en: `${number}: the province asks to withdraw; it waits for your agreement.`,
    }),
  },
  'stage-entered': {
    title: { zh: '案件进展', en: 'The case moved on' },
    text: ({ number = '', stage }) => ({
      zh: `${number}：进入“${stage ? stageWords[stage].zh : ''}”环节。`,
      en: `${number} entered the stage “${stage ? stageWords[stage].en : ''}”.`,
    }),
  },
  'case-over': {
    title: { zh: '案件办结', en: 'The case is over' },
    text: ({ number = '' }) => ({ zh: `${number}：案件已办结。`, en: `${number} is closed.` }),
  },
  copied: {
    title: { zh: '抄送', en: 'Copied to you' },
    text: ({ number = '', by }) => ({
      zh: `${number}：${by?.zh ?? ''}将本案抄送您。`,
      en: `${number}: ${by?.en ?? ''} copied this case to you.`,
    }),
  },
  urged: {
    title: { zh: '催办', en: 'Urged' },
    text: ({ number = '', note }) => ({
      zh: `${number}：请尽快办理。${note ?? ''}`,
      en: `${number} is waited for. ${note ?? ''}`.trim(),
    }),
  },
  reassigned: {
    title: { zh: '改派', en: 'Task reassigned' },
    text: ({ number = '', by }) => ({
      zh: `${number}：任务改派给${by?.zh ?? ''}。`,
      en: `${number}: the task now goes to ${by?.en ?? ''}.`,
    }),
  },
  'handed-over': {
    title: { zh: '转办', en: 'Task handed over' },
    text: ({ number = '', by }) => ({
      zh: `${number}：任务转由${by?.zh ?? ''}办理。`,
      en: `${number}: the task was handed over to ${by?.en ?? ''}.`,
    }),
  },
  'reply-asked': {
    title: { zh: '委派', en: 'Your reply is asked for' },
    text: ({ number = '', by }) => ({
      zh: `${number}：${by?.zh ?? ''}请您答复。`,
      en: `${number}: ${by?.en ?? ''} asks for your reply.`,
    }),
  },
  'reply-given': {
    title: { zh: '委派答复', en: 'The reply is here' },
    text: ({ number = '', by }) => ({
      zh: `${number}：${by?.zh ?? ''}已答复。`,
      en: `${number}: ${by?.en ?? ''} has replied.`,
    }),
  },
  'order-issued': {
    title: { zh: '督办单', en: 'Supervision order' },
    text: ({ number = '', order = '', dueOn = '' }) => ({
      zh: `${number}：督办单${order}，请于${dueOn}前答复。`,
      en: `${number}: order ${order} wants your answer by ${dueOn}.`,
    }),
  },
  'order-answered': {
    title: { zh: '督办单已答复', en: 'Order answered' },
    text: ({ number = '', order = '' }) => ({
      zh: `${number}：督办单${order}已答复。`,
      en: `${number}: order ${order} was answered.`,
    }),
  },
  'order-overdue': {
    title: { zh: '督办单逾期未答复', en: 'Order unanswered' },
    text: ({ number = '', order = '', dueOn = '' }) => ({
      zh: `${number}：督办单${order}逾期未答复（应于${dueOn}前答复）。`,
      en: `${number}: order ${order} was not answered by ${dueOn}.`,
    }),
  },
  'draft-shared': {
    title: { zh: '申报草稿已开放预审', en: 'A draft declaration is open for pre-review' },
    text: ({ number = '' }) => ({
      zh: `${number}：医院开放了申报草稿，可提出预审意见（不具约束力）。`,
      en: `${number}: the hospital has opened its draft; remarks are welcome and not binding.`,
    }),
  },
  'draft-commented': {
    title: { zh: '收到预审意见', en: 'A remark on your draft' },
    text: ({ number = '' }) => ({
      zh: `${number}：省级对申报草稿提出预审意见，供参考。`,
      en: `${number}: the province has remarked on your draft; it is not binding.`,
    }),
  },
  'request-received': {
    title: { zh: '收到材料要求', en: 'You are asked for documents' },
    text: ({ number = '', asked = '', days = 0 }) => ({
      zh: `${number}：收到材料要求${asked}，请查收并于送达后${days}个工作日内答复。`,
      en: `${number}: request ${asked} is here; answer within ${days} working days of its service.`,
    }),
  },
  'request-check': {
    title: { zh: '材料要求待审核', en: 'A request waits for your check' },
    text: ({ number = '' }) => ({
      zh: `${number}：再次提出的材料要求待您审核。`,
      en: `${number}: a further request waits for your approval.`,
    }),
  },
  'request-withdrawn': {
    title: { zh: '材料要求已撤回', en: 'Request withdrawn' },
    text: ({ number = '', asked = '' }) => ({
      zh: `${number}：材料要求${asked}已撤回，无需答复。`,
      en: `${number}: request ${asked} was withdrawn; no answer is needed.`,
    }),
  },
  'answer-check': {
    title: { zh: '答复待内部审核', en: 'An answer waits for your check' },
    text: ({ number = '', asked = '' }) => ({
      zh: `${number}：对${asked}的答复待您审核。`,
      en: `${number}: the answer to ${asked} waits for your check.`,
    }),
  },
  'answer-received': {
    title: { zh: '收到答复', en: 'The answer is here' },
    text: ({ number = '', asked = '' }) => ({
      zh: `${number}：${asked}已答复，请审核。`,
      en: `${number}: ${asked} was answered; look at it.`,
    }),
  },
  'extension-asked': {
    title: { zh: '申请延期', en: 'An extension is asked for' },
    text: ({ number = '', asked = '', days = 0 }) => ({
      zh: `${number}：${asked}申请延期${days}个工作日。`,
      en: `${number}: an extension of ${days} working days is asked for ${asked}.`,
    }),
  },
  'extension-decided': {
    title: { zh: '延期申请已答复', en: 'Your extension was decided' },
    text: ({ number = '', asked = '', days = 0 }) => ({
      zh: days === 0 ? `${number}：${asked}未同意延期。` : `${number}：${asked}延期${days}个工作日。`,
      en:
        days === 0
          ? `${number}: no extension was granted for ${asked}.`
          : `${number}: ${asked} was extended by ${days} working days.`,
    }),
  },
  'commitment-stopped': {
    title: { zh: '承诺时限暂停', en: 'The commitment stands still' },
    text: ({ number = '', dueOn = '' }) => ({
      zh: `${number}：因需补充材料，承诺时限自${dueOn}次日起暂停，收到完整材料后继续计算。`,
      en: `${number}: documents were asked for; the commitment stands still from the day after ${dueOn} until they are here.`,
    }),
  },
  'request-closed': {
    title: { zh: '材料要求办结', en: 'Request closed' },
    text: ({ number = '', asked = '' }) => ({
      zh: `${number}：材料要求${asked}已办结。`,
      en: `${number}: request ${asked} is closed.`,
    }),
  },
  'deadline-moved': {
    title: { zh: '时限调整', en: 'Due date moved' },
    text: ({ number = '', rule, dueOn = '', from }) => ({
      zh: `${number}：工作日历更新，${rule?.zh ?? ''}到期日${from ? `由${from}` : ''}调整为${dueOn}。`,
      en: `${number}: the calendar changed; ${rule?.en ?? ''} is now due on ${dueOn}${from ? ` instead of ${from}` : ''}.`,
    }),
  },
  'deputy-named': {
    title: { zh: '代理', en: 'You stand in for a colleague' },
    text: ({ by, validFrom = '', validTo = '' }) => ({
      zh: `${validFrom}至${validTo}由您代理${by?.zh ?? ''}的岗位。`,
      en: `From ${validFrom} to ${validTo} you stand in for ${by?.en ?? ''}.`,
    }),
  },
  'deputy-revoked': {
    title: { zh: '代理撤销', en: 'Deputising revoked' },
    text: ({ by }) => ({
      zh: `您对${by?.zh ?? ''}岗位的代理已撤销。`,
      en: `You no longer stand in for ${by?.en ?? ''}.`,
    }),
  },
  recused: {
    title: { zh: '回避', en: 'Recused' },
    text: ({ number = '', by }) => ({
      zh: `${number}：${by?.zh ?? ''}回避了该任务。`,
      en: `${number}: ${by?.en ?? ''} stepped back from a task.`,
    }),
  },
  'recused-to-you': {
    title: { zh: '回避后由您代理', en: 'A task comes to you as deputy' },
    text: ({ number = '', by }) => ({
      zh: `${number}：${by?.zh ?? ''}回避，任务由您代理办理。`,
      en: `${number}: ${by?.en ?? ''} stepped back; you stand in.`,
    }),
  },
  'task-unstaffed': {
    title: { zh: '任务无人可办', en: 'Nobody is left for a task' },
    text: ({ number = '', by }) => ({
      zh: `${number}：${by?.zh ?? ''}回避后，该岗位已无其他人员，请安排。`,
      en: `${number}: after ${by?.en ?? ''} stepped back nobody is left in the post. Please see to it.`,
    }),
  },
  'deadline-extended': {
    title: { zh: '时限延期', en: 'Limit extended' },
    text: ({ number = '', rule, days = 0, dueOn, note }) => ({
      zh: `${number}：${rule?.zh ?? ''}经批准延长${days}日，${dueOn ? `到期日为${dueOn}` : '到期日待恢复计时后确定'}。理由：${note ?? ''}`,
      en: `${number}: ${rule?.en ?? ''} was extended by ${days} days${dueOn ? ` and is now due on ${dueOn}` : ''}. Reason: ${note ?? ''}`,
    }),
  },
  'pause-used-up': {
    title: { zh: '恢复计时', en: 'The clock runs again' },
    text: ({ number = '', rule, dueOn = '' }) => ({
      zh: `${number}：补正暂停的天数已用完，${rule?.zh ?? ''}恢复计时，到期日为${dueOn}。`,
      en: `${number}: pauses for requests are used up; ${rule?.en ?? ''} counts again and is due on ${dueOn}.`,
    }),
  },
  'deemed-accepted': {
    title: { zh: '视为受理', en: 'Deemed accepted' },
    text: ({ number = '', rule, dueOn = '' }) => ({
      zh: `${number}：${rule?.zh ?? ''}已于${dueOn}届满而未答复，视为受理。`,
      en: `${number}: ${rule?.en ?? ''} ran out on ${dueOn} without an answer; the case counts as accepted.`,
    }),
  },
};
