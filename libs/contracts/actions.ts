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
  'export-file',
  'export-applicant-file',
  'open-supplement',
  'place-legal-hold',
  'lift-legal-hold',
] as const;
export type CaseAction = (typeof caseActions)[number];

export const orderActions = ['order-answer', 'order-close', 'order-repeat'] as const;
export type OrderAction = (typeof orderActions)[number];

/** Everything that may be done on a document request, by the asking side and by the answering one. */
export const requestActs = [
  'revise',
  'ask-check',
  'check',
  'send',
  'withdraw',
  'decide-extension',
  'accept',
  'open',
  'answer',
  'submit',
  'check-answer',
  'ask-answer-check',
  'pass-on',
  'ask-extension',
] as const;
export type RequestAct = (typeof requestActs)[number];
/** A request's acts among all others: several of their names are a task's or a case's too. */
export type RequestAction = `request-${RequestAct}`;
export const requestActions = requestActs.map((act): RequestAction => `request-${act}`);

/** What goes before a request, and before a declaration is signed. */
export const draftActions = ['draft-request', 'propose-item', 'share-draft', 'remark-on-draft', 'tick-remark'] as const;
export type DraftAction = (typeof draftActions)[number];

/** What is about no case that is there already. */
const otherActions = [
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
type OtherAction = (typeof otherActions)[number];

/** What is done to organisations, people, posts and accounts, and the reading of them. */
export const peopleActions = [
  'read-people',
  'read-person',
  'organise',
  'propose-post',
  'confirm-post',
  'refuse-post',
  'end-post',
  'apply-import',
  'note-leave',
  'transfer-tasks',
  'read-accounts',
  'keep-accounts',
  'end-second-step',
  'suspend-account',
  'reinstate-account',
] as const;
export type PeopleAction = (typeof peopleActions)[number];

/** The closed union that entitlement is asked about. */
export type Action = TaskAction | CaseAction | OrderAction | RequestAction | DraftAction | PeopleAction | OtherAction;
export const actions: readonly Action[] = [
  ...taskActions,
  ...caseActions,
  ...orderActions,
  ...requestActions,
  ...draftActions,
  ...peopleActions,
  ...otherActions,
];
