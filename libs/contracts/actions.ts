/** Everything that may be done on a task. */
export const taskActions = [
  'claim',
  'release',
  'decide',
  'recall',
  'hand-over',
  'assign',
  'take-back',
  'reply',
  'reassign',
  'order',
  'recuse',
] as const;
export type TaskAction = (typeof taskActions)[number];

/** Everything that may be done on a whole case. */
export const caseActions = [
  'withdraw',
  'agree-withdrawal',
  'hold',
  'resume',
  'add-document',
  'comment',
  'watch',
  'unwatch',
  'copy',
  'log-call',
  'urge',
] as const;
export type CaseAction = (typeof caseActions)[number];

export const orderActions = ['order-answer', 'order-close', 'order-repeat'] as const;
export type OrderAction = (typeof orderActions)[number];

/** What is about no case that is there already. */
export const otherActions = [
  'open-case',
  'calendar-prepare',
  'calendar-publish',
  'extend-deadline',
  'deputy-name',
  'deputy-revoke',
  'audit-read',
  'break-glass-read',
  'break-glass-ask',
  'break-glass-decide',
  'break-glass-end',
  'break-glass-look',
] as const;
export type OtherAction = (typeof otherActions)[number];

export const actions = [...taskActions, ...caseActions, ...orderActions, ...otherActions] as const;
/** The closed union that entitlement is asked about. */
export type Action = (typeof actions)[number];
