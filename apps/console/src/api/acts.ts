import { post, request, setCsrfToken } from './http';
import { newKey } from './keys';
import type {
  CaseReceipt,
  ClaimAnswer,
  ClockView,
  DecisionInput,
  DecisionReceipt,
  MoveClock,
  OpenedCase,
  RecallAnswer,
  SessionView,
  SignIn,
  ActReceipt,
  ExtensionInput,
  ExtensionReceipt,
  CallInput,
  CommentInput,
  CopyInput,
  OrderReceipt,
  PassedOn,
  RecusedAnswer,
  WatchAnswer,
  WithdrawnDocument,
} from './types';

/** Acts. Those that a person may repeat after a failure take their key from the caller. */
export async function signIn(input: SignIn): Promise<SessionView> {
  const session = await post<SessionView>('/session', input);
  setCsrfToken(session.csrfToken);
  return session;
}

export async function signOut(): Promise<void> {
  await request<unknown>('DELETE', '/session');
  setCsrfToken('');
}

export const claimTask = (id: string): Promise<ClaimAnswer> => post(`/tasks/${id}/claim`, {}, newKey());
export const releaseTask = (id: string): Promise<ClaimAnswer> => post(`/tasks/${id}/release`, {}, newKey());
export const decideTask = (id: string, input: DecisionInput, key: string): Promise<DecisionReceipt> =>
  post(`/tasks/${id}/decision`, input, key);
export const recallTask = (id: string, reason: string, key: string): Promise<RecallAnswer> =>
  post(`/tasks/${id}/recall`, { reason }, key);
export const openCase = (callId: string, key: string): Promise<OpenedCase> => post('/cases', { callId }, key);
export const actOnCase = (id: string, act: string, input: object, key: string): Promise<CaseReceipt> =>
  post(`/cases/${id}/${act}`, input, key);
export const watchCase = (id: string, watch: boolean): Promise<WatchAnswer> =>
  post(`/cases/${id}/${watch ? 'watch' : 'unwatch'}`, {}, newKey());
/** `holdId`: which legal hold is lifted. */
export const actOnArchive = (
  id: string,
  action: 'open-supplement' | 'place-legal-hold' | 'lift-legal-hold',
  holdId: string,
  input: { reason: string },
  key: string,
): Promise<ActReceipt> => {
  const rest = {
    'open-supplement': 'supplement',
    'place-legal-hold': 'legal-holds',
    'lift-legal-hold': `legal-holds/${holdId}/lift`,
  }[action];
  return post(`/cases/${id}/${rest}`, input, key);
};
export const urgeCase = (id: string, key: string): Promise<ActReceipt> => post(`/cases/${id}/urge`, {}, key);
export const withdrawDocument = (
  caseId: string,
  documentId: string,
  reason: string,
  key: string,
): Promise<WithdrawnDocument> => post(`/cases/${caseId}/documents/${documentId}/withdraw`, { reason }, key);
export const extendDeadline = (
  caseId: string,
  deadlineId: string,
  input: ExtensionInput,
  key: string,
): Promise<ExtensionReceipt> => post(`/cases/${caseId}/deadlines/${deadlineId}/extension`, input, key);
export const commentOnCase = (id: string, input: CommentInput, key: string): Promise<ActReceipt> =>
  post(`/cases/${id}/comments`, input, key);
export const copyCase = (id: string, input: CopyInput, key: string): Promise<ActReceipt> =>
  post(`/cases/${id}/copies`, input, key);
export const logCall = (id: string, input: CallInput, key: string): Promise<ActReceipt> =>
  post(`/cases/${id}/call-log`, input, key);
/** Hand over, assign, reply, reassign: the verb is the last part of the address. */
export const passOnTask = (id: string, verb: string, input: object, key: string): Promise<PassedOn> =>
  post(`/tasks/${id}/${verb}`, input, key);
/** Steps back from a task, for good. */
export const recuseFromTask = (id: string, input: object, key: string): Promise<RecusedAnswer> =>
  post(`/tasks/${id}/recuse`, input, key);
export const takeBackTask = (id: string): Promise<PassedOn> => post(`/tasks/${id}/take-back`, {}, newKey());
export const issueOrder = (taskId: string, input: object, key: string): Promise<OrderReceipt> =>
  post(`/tasks/${taskId}/orders`, input, key);
/** Answer, close, repeat. */
export const actOnOrder = (id: string, act: string, input: object, key: string): Promise<OrderReceipt> =>
  post(`/orders/${id}/${act}`, input, key);
export const readNotification = (id: string): Promise<unknown> => post(`/notifications/${id}/read`, {}, newKey());
export const moveClock = (input: MoveClock, key: string): Promise<ClockView> => post('/training/clock', input, key);
