import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AuditFilters } from '../api/audit';
import { app, text } from './base-routes';

const deputies = createRoute({
  getParentRoute: () => app,
  path: 'deputies',
  validateSearch: (search: Record<string, unknown>): { done?: 'named' | 'revoked' } => ({
    done: search.done === 'named' || search.done === 'revoked' ? search.done : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/deputies/deputies-page'), 'DeputiesPage'),
});
const nameDeputy = createRoute({
  getParentRoute: () => app,
  path: 'deputies/new',
  component: lazyRouteComponent(() => import('../features/deputies/name-deputy-page'), 'NameDeputyPage'),
});
const revokeDeputy = createRoute({
  getParentRoute: () => app,
  path: 'deputies/$deputyId/revoke',
  component: lazyRouteComponent(() => import('../features/deputies/revoke-deputy-page'), 'RevokeDeputyPage'),
});
const why = createRoute({
  getParentRoute: () => app,
  path: 'why',
  validateSearch: (search: Record<string, unknown>): { number?: string; person?: string } => ({
    number: text(search.number),
    person: text(search.person),
  }),
  component: lazyRouteComponent(() => import('../features/deputies/why-page'), 'WhyPage'),
});
const audit = createRoute({
  getParentRoute: () => app,
  path: 'audit',
  validateSearch: (search: Record<string, unknown>): AuditFilters => ({
    ...{ who: text(search.who), person: text(search.person), kind: text(search.kind), type: text(search.type) },
    ...{ case: text(search.case), from: text(search.from), to: text(search.to) },
  }),
  component: lazyRouteComponent(() => import('../features/audit/audit-page'), 'AuditPage'),
});
const breakGlass = createRoute({
  getParentRoute: () => app,
  path: 'break-glass',
  validateSearch: (search: Record<string, unknown>): { done?: 'asked' } => ({
    done: search.done === 'asked' ? search.done : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/audit/break-glass-page'), 'BreakGlassPage'),
});
const askGlass = createRoute({
  getParentRoute: () => app,
  path: 'break-glass/new',
  component: lazyRouteComponent(() => import('../features/audit/ask-glass-page'), 'AskGlassPage'),
});
const decideGlass = createRoute({
  getParentRoute: () => app,
  path: 'break-glass/$glassId/decide',
  component: lazyRouteComponent(() => import('../features/audit/decide-glass-page'), 'DecideGlassPage'),
});
const glassRecord = createRoute({
  getParentRoute: () => app,
  path: 'break-glass/$glassId/record',
  component: lazyRouteComponent(() => import('../features/audit/glass-record-page'), 'GlassRecordPage'),
});

/** Deputies, the explainer, the audit log and emergency access. */
export const watchRoutes = [
  deputies,
  nameDeputy,
  revokeDeputy,
  why,
  audit,
  breakGlass,
  askGlass,
  decideGlass,
  glassRecord,
] as const;
