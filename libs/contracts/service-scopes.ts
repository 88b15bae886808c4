/** What a service account may be let read; a route names the one it belongs to, and none writes. */
export const serviceScopes = ['calendar', 'cases', 'deadlines', 'operations', 'registry'] as const;
export type ServiceScope = (typeof serviceScopes)[number];
