import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type * as z from 'zod';
import type {
  addPersonInput,
  changePersonInput,
  EndedPost,
  FoundPeople,
  GrantedPost,
  noteLeaveInput,
  openOrganisationInput,
  openUnitInput,
  OrganisationTree,
  PeopleList,
  PersonCard,
  ProposalList,
  proposePostInput,
  SuspendedAccount,
  TransferPreview,
  TransferReport,
  UnitList,
} from '../../../../libs/contracts/api/people';
import type {
  AppliedImport,
  ImportList,
  ImportPreview,
  PrepareImport,
} from '../../../../libs/contracts/api/people-imports';
import type { IdentityList, MakeServiceAccount, ServiceAccounts } from '../../../../libs/contracts/api/session';
import { get, post, request } from './http';

export type {
  FoundPeople,
  ImportList,
  ImportPreview,
  OrganisationTree,
  PersonCard,
  ProposalList,
  ServiceAccounts,
  TransferPreview,
  TransferReport,
};
export type Organisation = OrganisationTree['items'][number];
export type PostOfPerson = PersonCard['posts'][number];
export type Proposal = ProposalList['items'][number];
export type ImportRow = ImportPreview['rows'][number];
export type ServiceAccount = ServiceAccounts['items'][number];

interface Made {
  id: string;
}

const next = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { next: string | null }) => last.next ?? undefined,
};

export const organisationsQuery = queryOptions({
  queryKey: ['people', 'organisations'],
  queryFn: ({ signal }) => get<OrganisationTree>('/organisations', undefined, signal),
});
export const unitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'units', id],
    queryFn: ({ signal }) => get<UnitList>(`/organisations/${id}/units`, undefined, signal),
  });
export const staffQuery = (id: string, unit: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['people', 'staff', id, unit ?? ''],
    queryFn: ({ pageParam, signal }) =>
      get<PeopleList>(`/organisations/${id}/people`, { limit: 50, after: pageParam, unit }, signal),
    ...next,
  });
export const foundQuery = (filters: { q?: string; idle?: 'true' }) =>
  infiniteQueryOptions({
    queryKey: ['people', 'found', filters],
    queryFn: ({ pageParam, signal }) =>
      get<FoundPeople>('/people', { limit: 50, after: pageParam, ...filters }, signal),
    ...next,
  });
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'person', id],
    queryFn: ({ signal }) => get<PersonCard>(`/people/${id}`, undefined, signal),
  });
export const identitiesQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'identities', id],
    queryFn: ({ signal }) => get<IdentityList>(`/people/${id}/identities`, undefined, signal),
  });
export const proposalsQuery = queryOptions({
  queryKey: ['people', 'proposals'],
  queryFn: ({ signal }) => get<ProposalList>('/post-proposals', undefined, signal),
});
export const importsQuery = queryOptions({
  queryKey: ['people', 'imports'],
  queryFn: ({ signal }) => get<ImportList>('/people-imports', undefined, signal),
});
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'imports', id],
    queryFn: ({ signal }) => get<ImportPreview>(`/people-imports/${id}`, undefined, signal),
  });
export const transferQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'transfer', id],
    queryFn: ({ signal }) => get<TransferPreview>(`/people/${id}/transfer`, undefined, signal),
  });
export const servicesQuery = queryOptions({
  queryKey: ['people', 'services'],
  queryFn: ({ signal }) => get<ServiceAccounts>('/service-accounts', undefined, signal),
});

export const addOrganisation = (input: z.input<typeof openOrganisationInput>, key: string) =>
  post<Made>('/organisations', input, key);
export const addUnit = (organisation: string, input: z.input<typeof openUnitInput>, key: string) =>
  post<Made>(`/organisations/${organisation}/units`, input, key);
export const closeUnit = (id: string, lastDay: string, key: string) =>
  post<Made>(`/units/${id}/close`, { lastDay }, key);
export const addPerson = (input: z.input<typeof addPersonInput>, key: string) => post<Made>('/people', input, key);
export const changePerson = (id: string, input: z.input<typeof changePersonInput>, key: string) =>
  post<Made>(`/people/${id}`, input, key);
export const noteLeave = (id: string, input: z.input<typeof noteLeaveInput>, key: string) =>
  post<Made>(`/people/${id}/leave`, input, key);
export const cancelLeave = (id: string, key: string) => post<Made>(`/leave/${id}/cancel`, undefined, key);
export const proposePost = (id: string, input: z.input<typeof proposePostInput>, key: string) =>
  post<Made>(`/people/${id}/posts`, input, key);
export const decideProposal = (id: string, act: 'confirm' | 'refuse', key: string) =>
  post<GrantedPost>(`/post-proposals/${id}/${act}`, undefined, key);
export const endPost = (id: string, lastDay: string, key: string) =>
  post<EndedPost>(`/posts/${id}/end`, { lastDay }, key);
export const issueActivation = (id: string, username: string) =>
  post<{ code: string; username: string; expiresAt: string }>(`/people/${id}/activation`, { username });
export const endSecondFactor = (id: string, key: string) =>
  post<{ endedSessions: number }>(`/people/${id}/second-factor/end`, undefined, key);
export const suspendAccount = (id: string, reason: string, key: string) =>
  post<SuspendedAccount>(`/people/${id}/account/suspend`, { reason }, key);
export const reinstateAccount = (id: string, input: { reason: string; newPassword: boolean }, key: string) =>
  post<{ personId: string }>(`/people/${id}/account/reinstate`, input, key);
export const linkIdentity = (id: string, input: { subject: string; username: string }) =>
  post<Made>(`/people/${id}/identities`, input);
export const endIdentity = (id: string) => post<Made>(`/identities/${id}/end`, undefined);
export const prepareImport = (input: PrepareImport, key: string) => post<Made>('/people-imports', input, key);
export const applyImport = (id: string, digest: string, key: string) =>
  post<AppliedImport>(`/people-imports/${id}/apply`, { digest }, key);
export const discardImport = (id: string, key: string) => request<unknown>('DELETE', `/people-imports/${id}`, { key });
export const transferTasks = (id: string, input: { to: string | null; reason: string }, key: string) =>
  post<TransferReport>(`/people/${id}/transfer`, input, key);
export const makeService = (input: MakeServiceAccount) =>
  post<{ id: string; personId: string; token: string }>('/service-accounts', input);
export const revokeService = (id: string) => post<Made>(`/service-accounts/${id}/revoke`, undefined);
