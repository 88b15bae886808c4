import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { claimTask, decideTask } from './acts';
import { addressOf, get, post } from './http';
import type {
  CaseRequests,
  DecisionReceipt,
  DraftInput,
  NoticeView,
  ReceiptView,
  RequestList,
  RequestPace,
  RequestReceipt,
  RequestView,
  SaveAnswerInput,
  SavedItem,
  WorkingDays,
} from './types';

export type Asked = 'of-us' | 'by-us';

export const requestsQuery = (asked: Asked, ended: boolean) =>
  infiniteQueryOptions({
    queryKey: ['requests', 'list', asked, ended],
    queryFn: ({ pageParam, signal }) =>
      get<RequestList>('/requests', { asked, ended: String(ended), limit: 50, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const requestPaceQuery = queryOptions({
  queryKey: ['requests', 'pace'],
  queryFn: ({ signal }) => get<RequestPace>('/requests/pace', undefined, signal),
});
export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ['requests', id],
    queryFn: ({ signal }) => get<RequestView>(`/requests/${id}`, undefined, signal),
  });
export const noticeQuery = (id: string) =>
  queryOptions({
    queryKey: ['requests', id, 'notice'],
    queryFn: ({ signal }) => get<NoticeView>(`/requests/${id}/notice`, undefined, signal),
  });
export const receiptQuery = (id: string) =>
  queryOptions({
    queryKey: ['requests', id, 'receipt'],
    queryFn: ({ signal }) => get<ReceiptView>(`/requests/${id}/receipt`, undefined, signal),
  });
export const caseRequestsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'requests'],
    queryFn: ({ signal }) => get<CaseRequests>(`/cases/${caseId}/requests`, undefined, signal),
  });
/** The day that lies so many working days from today, by the calendar of the body that answers. */
export const dayAfterQuery = (caseId: string, count: number, body: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'day-after', body, count],
    queryFn: ({ signal }) => get<WorkingDays>(`/cases/${caseId}/working-days`, { count, body }, signal),
  });

export const noticePdf = (id: string): string => addressOf(`/requests/${id}/notice.pdf`);
export const receiptPdf = (id: string): string => addressOf(`/requests/${id}/receipt.pdf`);

export const draftRequest = (caseId: string, input: DraftInput, key: string): Promise<RequestReceipt> =>
  post(`/cases/${caseId}/requests`, input, key);
export const actOnRequest = (id: string, act: string, input: object, key: string): Promise<RequestReceipt> =>
  post(`/requests/${id}/${act}`, input, key);
export const saveAnswer = (
  requestId: string,
  itemId: string,
  input: SaveAnswerInput,
  key: string,
): Promise<SavedItem> => post(`/requests/${requestId}/items/${itemId}/answer`, input, key);

export const takeOverAnswer = (requestId: string, itemId: string, rev: number, key: string): Promise<SavedItem> =>
  post(`/requests/${requestId}/items/${itemId}/take-over`, { rev }, key);
export const declineProposal = (id: string, reason: string, key: string): Promise<unknown> =>
  post(`/item-proposals/${id}/decline`, { reason }, key);

/** Takes the task of a request, if it is not in one's hands already, and decides it. */
export async function decideRequest(
  taskId: string,
  outcome: 'answered' | 'accepted' | 'items-returned',
  form: Record<string, unknown>,
  key: string,
): Promise<DecisionReceipt> {
  const { rev } = await claimTask(taskId);
  return decideTask(taskId, { rev, outcome, form }, key);
}
