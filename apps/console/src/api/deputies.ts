import { queryOptions } from '@tanstack/react-query';
import type {
  DeputyList,
  DeputyReceipt,
  DeputyView,
  NameDeputy,
  RevokeDeputy,
} from '../../../../libs/contracts/api/deputies';
import type { WhyPeople, WhyView } from '../../../../libs/contracts/api/why';
import { get, post } from './http';

export type { DeputyList, DeputyView, WhyPeople, WhyView };
export type NameDeputyInput = Omit<NameDeputy, 'postId' | 'personId'> & { postId: string; personId: string };

export const deputiesQuery = queryOptions({
  queryKey: ['deputies'],
  queryFn: ({ signal }) => get<DeputyList>('/deputies', undefined, signal),
});
export const nameDeputy = (input: NameDeputyInput, key: string): Promise<DeputyReceipt> =>
  post('/deputies', input, key);
export const revokeDeputy = (id: string, input: RevokeDeputy, key: string): Promise<DeputyReceipt> =>
  post(`/deputies/${id}/revoke`, input, key);

export const whyPeopleQuery = queryOptions({
  queryKey: ['why', 'people'],
  queryFn: ({ signal }) => get<WhyPeople>('/why/people', undefined, signal),
});
export const whyQuery = (number: string, person: string | undefined) =>
  queryOptions({
    queryKey: ['why', number, person ?? 'me'],
    retry: false,
    queryFn: ({ signal }) => get<WhyView>('/why', { number, person }, signal),
  });
