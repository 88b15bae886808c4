import type { Words } from '../forms';

/** In-app notifications are stored as code and parameters and worded at reading. */
export const notificationCodes = ['reminder', 'escalation', 'withdrawal-requested', 'deadline-moved'] as const;
export type NotificationCode = (typeof notificationCodes)[number];

interface Params {
  number?: string;
  rule?: Words;
  dueOn?: string;
  /** The due date before it moved; none where it was paused. */
  from?: string | null;
}

export const notificationWords: Record<NotificationCode, { title: Words; text: (params: Params) => Words }> = {
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
  'deadline-moved': {
    title: { zh: '时限调整', en: 'Due date moved' },
    text: ({ number = '', rule, dueOn = '', from }) => ({
      zh: `${number}：工作日历更新，${rule?.zh ?? ''}到期日${from ? `由${from}` : ''}调整为${dueOn}。`,
      en: `${number}: the calendar changed; ${rule?.en ?? ''} is now due on ${dueOn}${from ? ` instead of ${from}` : ''}.`,
    }),
  },
};
