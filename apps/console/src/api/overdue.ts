import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { addressOf, get, post, request } from './http';
import type { FeedState, MyMonth, NewFeed, OverdueList } from './types';

export interface OverdueFilters {
  list?: 'soon';
  body?: 'province' | 'nation';
  kind?: 'commitment' | 'internal';
  province?: string;
  stage?: string;
}

/** One query gives the rows of a tab and the counts of both. */
export const overdueQuery = ({ list, ...filters }: OverdueFilters) =>
  infiniteQueryOptions({
    queryKey: ['overdue', list ?? 'overdue', filters],
    queryFn: ({ pageParam, signal }) =>
      get<OverdueList>('/overdue', { limit: 50, after: pageParam, soon: list ? '1' : undefined, ...filters }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: OverdueList) => last.next ?? undefined,
  });

/** Where the bulletin of a week is downloaded. */
export const bulletinAddress = (week: string, body: string, language: 'zh' | 'en'): string =>
  addressOf('/overdue/bulletin', { week, body, language });

export const myMonthQuery = (month: string) =>
  queryOptions({
    queryKey: ['calendar', 'mine', month],
    queryFn: ({ signal }) => get<MyMonth>('/calendar/mine', { month }, signal),
  });

export const feedQuery = queryOptions({
  queryKey: ['calendar', 'feed'],
  queryFn: ({ signal }) => get<FeedState>('/me/calendar-feed', undefined, signal),
});
export const makeFeed = (language: string): Promise<NewFeed> => post('/me/calendar-feed', { language });
export const endFeed = (): Promise<unknown> => request('DELETE', '/me/calendar-feed');
