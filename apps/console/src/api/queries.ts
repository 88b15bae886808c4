import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { TaskAction } from '../../../../libs/contracts/actions';
import type { WhyAnswer } from '../../../../libs/contracts/api/why';
import { get, setCsrfToken } from './http';
import { ProblemError } from './problem';
import type {
  ArchiveView,
  Calls,
  CaseList,
  CasePage,
  CenterList,
  ClockView,
  DeadlineList,
  DecisionList,
  EventList,
  MaterialsView,
  Inbox,
  NotificationList,
  OperationsView,
  SessionView,
  Task,
  TrainingAccounts,
  ColleagueList,
  CopyList,
  ReceiverList,
  Supervision,
  WorkingDays,
} from './types';

/** Why an act on a task may be done, or not. */
export const whyTaskQuery = (id: string, action: TaskAction) =>
  queryOptions({
    queryKey: ['tasks', id, 'why', action],
    queryFn: ({ signal }) => get<WhyAnswer>(`/tasks/${id}/why`, { action }, signal),
  });

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { next: string | null }) => last.next ?? undefined,
};

/** Who is signed in, or null. Never an error for "nobody". */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  queryFn: async ({ signal }): Promise<SessionView | null> => {
    try {
      const session = await get<SessionView>('/session', undefined, signal);
      setCsrfToken(session.csrfToken);
      return session;
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) return null;
      throw error;
    }
  },
});

/** Accounts to practise with; null outside training, where the address does not exist. */
export const trainingAccountsQuery = queryOptions({
  queryKey: ['training', 'accounts'],
  staleTime: Infinity,
  retry: false,
  queryFn: ({ signal }) =>
    get<TrainingAccounts>('/training/accounts', undefined, signal).catch((error: unknown) => {
      if (error instanceof ProblemError && error.status < 500) return null;
      throw error;
    }),
});

export const clockQuery = queryOptions({
  queryKey: ['training', 'clock'],
  queryFn: ({ signal }) => get<ClockView>('/training/clock', undefined, signal),
});

/** One query gives both the rows and every count over them. */
export const inboxQuery = infiniteQueryOptions({
  queryKey: ['tasks'],
  queryFn: ({ pageParam, signal }) => get<Inbox>('/tasks', { limit: 100, after: pageParam }, signal),
  refetchInterval: 20_000,
  ...paged,
});

export const taskQuery = (id: string) =>
  queryOptions({ queryKey: ['tasks', id], queryFn: ({ signal }) => get<Task>(`/tasks/${id}`, undefined, signal) });

export interface CaseFilters {
  status?: string;
  stage?: string;
  archive?: string;
  number?: string;
}
export const casesQuery = (filters: CaseFilters) =>
  infiniteQueryOptions({
    queryKey: ['cases', filters],
    queryFn: ({ pageParam, signal }) => get<CaseList>('/cases', { limit: 50, after: pageParam, ...filters }, signal),
    ...paged,
  });

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: ({ signal }) => get<CasePage>(`/cases/${id}`, undefined, signal) });
export const decisionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'decisions'],
    queryFn: ({ signal }) => get<DecisionList>(`/cases/${id}/decisions`, undefined, signal),
  });
export const materialsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'materials'],
    queryFn: ({ signal }) => get<MaterialsView>(`/cases/${id}/materials`, undefined, signal),
    // A virus scan ends by itself.
    refetchInterval: ({ state }) =>
      state.data?.documents.some((one) => one.versions.some((version) => version.state === 'waiting')) ? 5_000 : false,
  });
export const deadlinesQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'deadlines'],
    queryFn: ({ signal }) => get<DeadlineList>(`/cases/${id}/deadlines`, undefined, signal),
  });
export const eventsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['case', id, 'events'],
    queryFn: ({ pageParam, signal }) => get<EventList>(`/cases/${id}/events`, { limit: 50, after: pageParam }, signal),
    ...paged,
  });

export const callsQuery = queryOptions({
  queryKey: ['calls'],
  queryFn: ({ signal }) => get<Calls>('/calls', undefined, signal),
});
export const centersQuery = infiniteQueryOptions({
  queryKey: ['centers'],
  queryFn: ({ pageParam, signal }) => get<CenterList>('/centers', { limit: 100, after: pageParam }, signal),
  ...paged,
});
export const notificationsQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: ({ signal }) => get<NotificationList>('/notifications', undefined, signal),
  refetchInterval: 30_000,
});
export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: ({ signal }) => get<OperationsView>('/operations', undefined, signal),
  refetchInterval: 10_000,
});

export const copiedQuery = infiniteQueryOptions({
  queryKey: ['copies'],
  queryFn: ({ pageParam, signal }) => get<CopyList>('/copies', { limit: 50, after: pageParam }, signal),
  ...paged,
});
export const archiveQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'archive'],
    queryFn: ({ signal }) => get<ArchiveView>(`/cases/${id}/archive`, undefined, signal),
  });
export const supervisionQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'supervision'],
    queryFn: ({ signal }) => get<Supervision>(`/cases/${id}/supervision`, undefined, signal),
  });
export const colleaguesQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'colleagues'],
    queryFn: ({ signal }) => get<ColleagueList>(`/cases/${caseId}/colleagues`, undefined, signal),
  });
export const receiversQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['tasks', taskId, 'receivers'],
    queryFn: ({ signal }) => get<ReceiverList>(`/tasks/${taskId}/receivers`, undefined, signal),
  });
export const workingDaysQuery = (caseId: string, until: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'working-days', until],
    queryFn: ({ signal }) => get<WorkingDays>(`/cases/${caseId}/working-days`, { until }, signal),
  });
