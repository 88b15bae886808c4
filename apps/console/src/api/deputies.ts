import { queryOptions } from '@tanstack/react-query';
import type {
  DeputyList,
  DeputyPreview,
  DeputyReceipt,
  DeputyView,
  NameDeputy,
  RevokeDeputy,
} from '../../../../libs/contracts/api/deputies';
import type { WhyPeople, WhyView } from '../../../../libs/contracts/api/why';
import { get, post } from './http';

export type { DeputyList, DeputyPreview, DeputyView, WhyPeople, WhyView };
export type NameDeputyInput = Omit<NameDeputy, 'postId' | 'personId'> & { postId: string; personId: string };

export const deputiesQuery = queryOptions({
  queryKey: ['deputies'],
  queryFn: ({ signal }) => get<DeputyList>('/deputies', undefined, signal),
});
/** What somebody could not do as the deputy of a post; asked once post, person and scope are chosen. */
export const deputyPreviewQuery = (asked: { postId: string; personId: string; scope: NameDeputyInput['scope'] }) => {
  const { postId, personId, scope } = asked;
  const query = {
    ...{ postId, personId, scope: scope.kind },
    ...(scope.kind === 'call' ? { callId: scope.callId } : {}),
    ...(scope.kind === 'steps' ? { steps: scope.steps.join(',') } : {}),
  };
  return queryOptions({
    queryKey: ['deputies', 'preview', query],
    retry: false,
    queryFn: ({ signal }) => get<DeputyPreview>('/deputies/preview', query, signal),
  });
};
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
