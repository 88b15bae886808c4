import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AnchorList, AuditEvent, AuditEventList, VerificationView } from '../../../../libs/contracts/api/audit';
import type { BreakGlassList, BreakGlassRecord, BreakGlassView } from '../../../../libs/contracts/api/break-glass';
import { get, post } from './http';

export type { AuditEvent, BreakGlassView };
export type Verification = NonNullable<VerificationView['last']>;
export type Anchor = AnchorList['items'][number];

/** As they stand in the address; dates are legal dates, both included. */
export interface AuditFilters {
  who?: string;
  person?: string;
  kind?: string;
  type?: string;
  case?: string;
  from?: string;
  to?: string;
}

const startOf = (date: string | undefined): string | undefined =>
  date && new Date(`${date}T00:00:00.000+08:00`).toISOString();
const endOf = (date: string | undefined): string | undefined =>
  date && new Date(`${date}T23:59:59.999+08:00`).toISOString();

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { next: string | null }) => last.next ?? undefined,
};

export const auditQuery = ({ from, to, ...filters }: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'events', { from, to, ...filters }],
    retry: false,
    queryFn: ({ pageParam, signal }) =>
      get<AuditEventList>(
        '/audit/events',
        { limit: 50, after: pageParam, from: startOf(from), to: endOf(to), ...filters },
        signal,
      ),
    ...paged,
  });
export const anchorsQuery = queryOptions({
  queryKey: ['audit', 'anchors'],
  queryFn: ({ signal }) => get<AnchorList>('/audit/anchors', { limit: 5 }, signal),
});
export const verificationQuery = queryOptions({
  queryKey: ['audit', 'verification'],
  queryFn: ({ signal }) => get<VerificationView>('/audit/verification', undefined, signal),
});

export const breakGlassQuery = infiniteQueryOptions({
  queryKey: ['break-glass'],
  queryFn: ({ pageParam, signal }) => get<BreakGlassList>('/break-glass', { limit: 30, after: pageParam }, signal),
  ...paged,
});
/** Every page of it is a look that is recorded: it is fetched when somebody asks for it, and never by itself. */
export const breakGlassRecordQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['break-glass-record', id],
    enabled: false,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: ({ pageParam, signal }) =>
      get<BreakGlassRecord>(`/break-glass/${id}/record`, { limit: 50, after: pageParam }, signal),
    ...paged,
  });
export const askBreakGlass = (input: object, key: string): Promise<{ id: string }> => post('/break-glass', input, key);
export const decideBreakGlass = (id: string, grant: boolean, key: string): Promise<unknown> =>
  post(`/break-glass/${id}/decision`, { grant }, key);
export const endBreakGlass = (id: string, key: string): Promise<unknown> => post(`/break-glass/${id}/end`, {}, key);
