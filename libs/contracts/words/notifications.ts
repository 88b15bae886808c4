import type { Words } from '../forms';

/** In-app notifications are stored as code and parameters and worded at reading. */
export const notificationCodes = ['reminder', 'escalation', 'withdrawal-requested'] as const;
export type NotificationCode = (typeof notificationCodes)[number];

interface Params {
  number?: string;
  rule?: Words;
  dueOn?: string;
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
};
