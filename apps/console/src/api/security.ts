import { queryOptions } from '@tanstack/react-query';
import type { MySessions, RecoveryCodes, SecurityView, StepUpInput } from '../../../../libs/contracts/api/session';
import { get, renewal, request, setCsrfToken } from './http';
import type { SessionView } from './types';

export const signInWaysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  staleTime: Infinity,
  queryFn: ({ signal }) => get<{ outside: boolean }>('/session/ways', undefined, signal),
});
export const securityQuery = queryOptions({
  queryKey: ['security'],
  queryFn: ({ signal }) => get<SecurityView>('/me/security', undefined, signal),
});
export const mySessionsQuery = queryOptions({
  queryKey: ['security', 'sessions'],
  queryFn: ({ signal }) => get<MySessions>('/me/sessions', undefined, signal),
});

const keep = (session: SessionView): SessionView => {
  setCsrfToken(session.csrfToken);
  return session;
};
const renews = true;
/** The token of a session that has just got its new id. */
const learnToken = async (): Promise<SessionView> => keep(await request<SessionView>('GET', '/session', { renews }));

export const finishSignIn = async (code: string): Promise<SessionView> =>
  keep(await request<SessionView>('POST', '/session/second-step', { body: { code }, renews }));

export const stepUp = (input: StepUpInput): Promise<SessionView> =>
  renewal(async () => keep(await request<SessionView>('POST', '/session/step-up', { body: input, renews })));

function renewed<T>(work: () => Promise<T>): Promise<T> {
  return renewal(async () => {
    const answer = await work();
    await learnToken();
    return answer;
  });
}
export const changePassword = (current: string, next: string): Promise<unknown> =>
  renewed(() => request<unknown>('POST', '/me/password', { body: { current, next }, renews }));
export const beginSecondFactor = (): Promise<{ key: string; uri: string }> =>
  request('POST', '/me/second-factor', { body: {} });
export const confirmSecondFactor = (code: string): Promise<RecoveryCodes> =>
  renewed(() => request<RecoveryCodes>('POST', '/me/second-factor/confirm', { body: { code }, renews }));
export const removeSecondFactor = (): Promise<unknown> =>
  renewed(() => request<unknown>('DELETE', '/me/second-factor', { renews }));
export const remakeRecoveryCodes = (): Promise<RecoveryCodes> => request('POST', '/me/recovery-codes', { body: {} });
export const endSession = (id: string): Promise<unknown> => request('DELETE', `/me/sessions/${id}`);
export const endOtherSessions = (): Promise<{ ended: number }> => request('DELETE', '/me/sessions');

/** Sets a password with a one-time code, and is signed in; refused as second-step-needed where a code must follow. */
export async function activateAccount(code: string, password: string): Promise<SessionView> {
  await request<unknown>('POST', '/activation', { body: { code, password }, renews });
  return learnToken();
}
