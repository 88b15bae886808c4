import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http';
import type { ActReceipt, PreReviewView } from './types';

export const preReviewQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'pre-review'],
    queryFn: ({ signal }) => get<PreReviewView>(`/cases/${caseId}/pre-review`, undefined, signal),
  });

export const shareDraft = (caseId: string, shared: boolean, key: string): Promise<ActReceipt> =>
  post(`/cases/${caseId}/pre-review/share`, { shared }, key);
export const commentOnDraft = (caseId: string, text: string, key: string): Promise<ActReceipt> =>
  post(`/cases/${caseId}/pre-review/comments`, { text }, key);
export const tickComment = (caseId: string, commentId: string, done: boolean, key: string): Promise<ActReceipt> =>
  post(`/cases/${caseId}/pre-review/comments/${commentId}/tick`, { done }, key);
