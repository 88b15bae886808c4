import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post, request } from './http';
import type { CalendarDrafts, CalendarJobView, CalendarPreview, CalendarView } from './types';

export const calendarQuery = (year: number) =>
  queryOptions({
    queryKey: ['calendar', year],
    queryFn: ({ signal }) => get<CalendarView>('/calendar', { year }, signal),
  });

export const draftsQuery = queryOptions({
  queryKey: ['calendar', 'drafts'],
  queryFn: ({ signal }) => get<CalendarDrafts>('/calendar/drafts', undefined, signal),
});

export const previewQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['calendar', 'drafts', id],
    queryFn: ({ pageParam, signal }) =>
      get<CalendarPreview>(`/calendar/drafts/${id}/preview`, { limit: 50, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** Asked again while it runs. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['calendar', 'jobs', id],
    queryFn: ({ signal }) => get<CalendarJobView>(`/calendar/jobs/${id}`, undefined, signal),
    refetchInterval: (query) => (query.state.data?.endedAt ? false : 1_000),
  });

export interface ImportInput {
  year: number;
  province: string | null;
  content: string;
  notice: { title: string; number: string | null; date: string | null } | null;
}

export const prepareImport = (input: ImportInput, key: string): Promise<{ id: string }> =>
  post('/calendar/drafts', input, key);
export const publishImport = (id: string, calendarVersion: number, key: string): Promise<{ jobId: string }> =>
  post(`/calendar/drafts/${id}/publish`, { calendarVersion }, key);
export const discardImport = (id: string, key: string): Promise<unknown> =>
  request('DELETE', `/calendar/drafts/${id}`, { key });
