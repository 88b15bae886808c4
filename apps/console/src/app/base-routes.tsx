import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../api/queries';
import { NotFound } from '../features/shell/dead-ends';

export interface Context {
  client: QueryClient;
}

/** A search value that holds something. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound });

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string; expired?: string; step?: string } => ({
    next: text(search.next),
    step: text(search.step),
    expired: text(search.expired),
  }),
  component: lazyRouteComponent(() => import('../features/session/sign-in-page'), 'SignInPage'),
});

export const activate = createRoute({
  getParentRoute: () => root,
  path: '/activate',
  component: lazyRouteComponent(() => import('../features/people/activate-page'), 'ActivatePage'),
});

/** Everything behind a session. */
export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.query({ ...sessionQuery, staleTime: 'static' });
    if (!session) throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } });
    if (session.secondFactorMissing && location.pathname !== '/security') throw redirect({ to: '/security' });
  },
  component: lazyRouteComponent(() => import('../features/shell/shell'), 'Shell'),
});
