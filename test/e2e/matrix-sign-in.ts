import type { PostName } from './matrix-posts';

type Posts = readonly PostName[];
type Expected = (
  everybody: Posts,
  signedIn: Posts,
  administrators: Posts,
) => Partial<Record<number, Posts>> & { rest?: number };

/**
 * Sign-in, sessions, credentials and accounts, the same in both phases: with passwords, codes and names that are not the
 * ones, of keys and links that never were, and no provider set up.
 */
export const signInRows: readonly [string, Expected][] = [
  ['POST /api/v1/session/second-step', (everybody) => ({ 401: everybody })],
  ['POST /api/v1/session/step-up', (_, signedIn) => ({ 403: signedIn })],
  ['GET /api/v1/me/sessions', (_, signedIn) => ({ 200: signedIn })],
  ['DELETE /api/v1/me/sessions/:id', (_, signedIn) => ({ 404: signedIn })],
  ['DELETE /api/v1/me/sessions', (_, signedIn) => ({ 200: signedIn })],
  ['GET /api/v1/me/security', (_, signedIn) => ({ 200: signedIn })],
  ['POST /api/v1/me/password', (_, signedIn) => ({ 403: signedIn })],
  ['POST /api/v1/me/second-factor/confirm', (_, signedIn) => ({ 409: signedIn })],
  ['DELETE /api/v1/me/second-factor', (_, signedIn) => ({ 409: signedIn })],
  ['POST /api/v1/me/recovery-codes', (_, signedIn) => ({ 409: signedIn })],
  ['POST /api/v1/me/second-factor', (_, signedIn) => ({ 200: signedIn })],
  ['POST /api/v1/activation', (everybody) => ({ 409: everybody })],
  ['POST /api/v1/people/:id/activation', () => ({ 404: ['security-admin'], rest: 403 })],
  ['POST /api/v1/people/:id/second-factor/end', () => ({ 404: ['system-admin'], rest: 403 })],
  ['POST /api/v1/people/:id/account/suspend', () => ({ 404: ['system-admin', 'security-admin'], rest: 403 })],
  ['POST /api/v1/people/:id/account/reinstate', () => ({ 404: ['system-admin', 'security-admin'], rest: 403 })],
  ['GET /api/v1/service-accounts', () => ({ 200: ['security-admin', 'auditor'], rest: 403 })],
  ['POST /api/v1/service-accounts', () => ({ 422: ['security-admin'], rest: 403 })],
  ['POST /api/v1/service-accounts/:id/revoke', () => ({ 404: ['security-admin'], rest: 403 })],
  ['GET /api/v1/session/ways', (everybody) => ({ 200: everybody })],
  ['GET /api/v1/session/oidc/start', (everybody) => ({ 404: everybody })],
  ['GET /api/v1/session/oidc/callback', (everybody) => ({ 404: everybody })],
  ['GET /api/v1/people/:id/identities', (_, __, administrators) => ({ 404: administrators, rest: 403 })],
  ['POST /api/v1/people/:id/identities', () => ({ 404: ['security-admin'], rest: 403 })],
  ['POST /api/v1/identities/:id/end', () => ({ 404: ['security-admin'], rest: 403 })],
  ['POST /api/v1/group-posts', () => ({ 404: ['security-admin'], rest: 403 })],
];
