import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { OverdueFilters } from '../api/overdue';
import { isCaseTab, type CaseTab } from '../features/cases/tab-names';
import { isView, type View } from '../features/inbox/views';
import { NotFound, ScreenFailed } from '../features/shell/dead-ends';
import { wayTaken } from '../ui/reader';
import { Loading } from '../ui/states';
import { activate, app, root, signIn, text } from './base-routes';
import { watchRoutes } from './watch-routes';

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox' });
  },
});

const inbox = createRoute({
  getParentRoute: () => app,
  path: 'inbox',
  validateSearch: (search: Record<string, unknown>): { view?: View; tab?: CaseTab } => ({
    view: isView(search.view) ? search.view : undefined,
    tab: isCaseTab(search.tab) ? search.tab : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/inbox/inbox-page'), 'InboxPage'),
});
const noTask = createRoute({
  getParentRoute: () => inbox,
  path: '/',
  component: lazyRouteComponent(() => import('../features/inbox/no-task'), 'NoTask'),
});
const task = createRoute({
  getParentRoute: () => inbox,
  path: '$taskId',
  component: lazyRouteComponent(() => import('../features/decisions/task-desk'), 'TaskDesk'),
});
const choose = createRoute({
  getParentRoute: () => task,
  path: '/',
  component: lazyRouteComponent(() => import('../features/decisions/decision-panel'), 'DecisionPanel'),
});
const decide = createRoute({
  getParentRoute: () => task,
  path: '$outcome',
  component: lazyRouteComponent(() => import('../features/decisions/decision-form'), 'DecisionFormScreen'),
});
const verb = createRoute({
  getParentRoute: () => task,
  path: 'verb/$verb',
  component: lazyRouteComponent(() => import('../features/inbox/verb-screen'), 'VerbScreen'),
});
const confirm = createRoute({
  getParentRoute: () => task,
  path: '$outcome/confirm',
  component: lazyRouteComponent(() => import('../features/decisions/confirm-screen'), 'ConfirmScreen'),
});

const copied = createRoute({
  getParentRoute: () => app,
  path: 'copied',
  component: lazyRouteComponent(() => import('../features/inbox/copied-page'), 'CopiedPage'),
});

const cases = createRoute({ getParentRoute: () => app, path: 'cases' });
const caseList = createRoute({
  getParentRoute: () => cases,
  path: '/',
  validateSearch: (
    search: Record<string, unknown>,
  ): { status?: string; stage?: string; archive?: string; number?: string } => ({
    status: text(search.status),
    stage: text(search.stage),
    archive: text(search.archive),
    number: text(search.number),
  }),
  component: lazyRouteComponent(() => import('../features/cases/cases-page'), 'CasesPage'),
});
const oneCase = createRoute({
  getParentRoute: () => cases,
  path: '$caseId',
  validateSearch: (search: Record<string, unknown>): { tab?: CaseTab } => ({
    tab: isCaseTab(search.tab) ? search.tab : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/cases/case-screen'), 'CaseScreen'),
});
/** The task at whose desk a form of the case was opened: it leads back there. */
const fromDesk = (search: Record<string, unknown>): { task?: string } => ({ task: text(search.task) });
const act = createRoute({
  getParentRoute: () => cases,
  path: '$caseId/act/$action',
  validateSearch: fromDesk,
  component: lazyRouteComponent(() => import('../features/cases/act-screen'), 'ActScreen'),
});
const order = createRoute({
  getParentRoute: () => cases,
  path: '$caseId/orders/$orderId/$act',
  validateSearch: fromDesk,
  component: lazyRouteComponent(() => import('../features/deadlines/order-screen'), 'OrderScreen'),
});
const recall = createRoute({
  getParentRoute: () => cases,
  path: '$caseId/recall/$taskId',
  component: lazyRouteComponent(() => import('../features/cases/recall-screen'), 'RecallScreen'),
});

const declare = createRoute({
  getParentRoute: () => app,
  path: 'declare',
  component: lazyRouteComponent(() => import('../features/declaration/calls-page'), 'CallsPage'),
});
const centers = createRoute({
  getParentRoute: () => app,
  path: 'centers',
  component: lazyRouteComponent(() => import('../features/designation/centers-page'), 'CentersPage'),
});
const notifications = createRoute({
  getParentRoute: () => app,
  path: 'notifications',
  component: lazyRouteComponent(() => import('../features/notifications/notifications-page'), 'NotificationsPage'),
});
const operations = createRoute({
  getParentRoute: () => app,
  path: 'operations',
  component: lazyRouteComponent(() => import('../features/operations/operations-page'), 'OperationsPage'),
});

const overdue = createRoute({
  getParentRoute: () => app,
  path: 'overdue',
  validateSearch: (search: Record<string, unknown>): OverdueFilters => ({
    list: search.list === 'soon' ? 'soon' : undefined,
    body: search.body === 'province' || search.body === 'nation' ? search.body : undefined,
    kind: search.kind === 'commitment' || search.kind === 'internal' ? search.kind : undefined,
    province: text(search.province),
    stage: text(search.stage),
  }),
  component: lazyRouteComponent(() => import('../features/deadlines/overdue-page'), 'OverduePage'),
});

const calendar = createRoute({
  getParentRoute: () => app,
  path: 'calendar',
  validateSearch: (search: Record<string, unknown>): { month?: string } => ({ month: text(search.month) }),
  component: lazyRouteComponent(() => import('../features/calendar/calendar-page'), 'CalendarPage'),
});
const calendarImports = createRoute({
  getParentRoute: () => app,
  path: 'calendar/imports',
  component: lazyRouteComponent(() => import('../features/calendar/imports-page'), 'ImportsPage'),
});
const calendarPreview = createRoute({
  getParentRoute: () => app,
  path: 'calendar/imports/$draftId',
  component: lazyRouteComponent(() => import('../features/calendar/preview-page'), 'PreviewPage'),
});

const requestList = createRoute({
  getParentRoute: () => app,
  path: 'requests',
  validateSearch: (search: Record<string, unknown>): { asked?: 'of-us' | 'by-us'; ended?: 'true' } => ({
    asked: search.asked === 'by-us' || search.asked === 'of-us' ? search.asked : undefined,
    ended: search.ended === 'true' ? 'true' : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/documents/requests/requests-page'), 'RequestsPage'),
});
const oneRequest = createRoute({
  getParentRoute: () => app,
  path: 'requests/$requestId',
  validateSearch: (search: Record<string, unknown>): { item?: string } => ({ item: text(search.item) }),
  component: lazyRouteComponent(() => import('../features/documents/requests/request-screen'), 'RequestScreen'),
});
const submitAnswer = createRoute({
  getParentRoute: () => app,
  path: 'requests/$requestId/submit',
  component: lazyRouteComponent(() => import('../features/documents/requests/submit-page'), 'SubmitPage'),
});
const requestNotice = createRoute({
  getParentRoute: () => app,
  path: 'requests/$requestId/notice',
  component: lazyRouteComponent(() => import('../features/documents/requests/papers-page'), 'NoticePage'),
});
const requestReceipt = createRoute({
  getParentRoute: () => app,
  path: 'requests/$requestId/receipt',
  component: lazyRouteComponent(() => import('../features/documents/requests/papers-page'), 'ReceiptPage'),
});
const editRequest = createRoute({
  getParentRoute: () => app,
  path: 'requests/$requestId/edit',
  component: lazyRouteComponent(() => import('../features/documents/requests/draft-page'), 'EditRequestPage'),
});
const requestAct = createRoute({
  getParentRoute: () => app,
  path: 'requests/$requestId/act/$act',
  component: lazyRouteComponent(() => import('../features/documents/requests/request-act-page'), 'RequestActPage'),
});
const newRequest = createRoute({
  getParentRoute: () => cases,
  path: '$caseId/requests/new',
  component: lazyRouteComponent(() => import('../features/documents/requests/draft-page'), 'NewRequestPage'),
});
const people = createRoute({
  getParentRoute: () => app,
  path: 'people',
  validateSearch: (search: Record<string, unknown>): { org?: string; unit?: string; q?: string; idle?: 'true' } => ({
    org: text(search.org),
    unit: text(search.unit),
    q: text(search.q),
    idle: search.idle === 'true' ? 'true' : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/people/directory-page'), 'DirectoryPage'),
});
const addToDirectory = createRoute({
  getParentRoute: () => app,
  path: 'people/new/$what',
  validateSearch: (search: Record<string, unknown>): { org?: string; unit?: string } => ({
    org: text(search.org),
    unit: text(search.unit),
  }),
  component: lazyRouteComponent(() => import('../features/people/new-page'), 'NewPage'),
});
const onePerson = createRoute({
  getParentRoute: () => app,
  path: 'people/$personId',
  component: lazyRouteComponent(() => import('../features/people/person-page'), 'PersonPage'),
});
const personAct = createRoute({
  getParentRoute: () => app,
  path: 'people/$personId/$act',
  validateSearch: (search: Record<string, unknown>): { post?: string } => ({ post: text(search.post) }),
  component: lazyRouteComponent(() => import('../features/people/person-act-page'), 'PersonActPage'),
});
const transfer = createRoute({
  getParentRoute: () => app,
  path: 'people/$personId/transfer',
  component: lazyRouteComponent(() => import('../features/people/transfer-page'), 'TransferPage'),
});
const proposals = createRoute({
  getParentRoute: () => app,
  path: 'people/proposals',
  component: lazyRouteComponent(() => import('../features/people/proposals-page'), 'ProposalsPage'),
});
const peopleImports = createRoute({
  getParentRoute: () => app,
  path: 'people/imports',
  component: lazyRouteComponent(() => import('../features/people/imports-page'), 'PeopleImportsPage'),
});
const peopleImport = createRoute({
  getParentRoute: () => app,
  path: 'people/imports/$importId',
  component: lazyRouteComponent(() => import('../features/people/import-page'), 'PeopleImportPage'),
});
const services = createRoute({
  getParentRoute: () => app,
  path: 'people/services',
  component: lazyRouteComponent(() => import('../features/people/services-page'), 'ServicesPage'),
});
const newService = createRoute({
  getParentRoute: () => app,
  path: 'people/services/new',
  component: lazyRouteComponent(() => import('../features/people/new-service-page'), 'NewServicePage'),
});
const security = createRoute({
  getParentRoute: () => app,
  path: 'security',
  component: lazyRouteComponent(() => import('../features/session/security-page'), 'SecurityPage'),
});

const nowhere = createRoute({ getParentRoute: () => app, path: '$', component: NotFound });

const tree = root.addChildren([
  signIn,
  activate,
  app.addChildren([
    home,
    inbox.addChildren([noTask, task.addChildren([choose, decide, verb, confirm])]),
    copied,
    cases.addChildren([caseList, oneCase, act, order, recall, newRequest]),
    declare,
    centers,
    notifications,
    operations,
    overdue,
    requestList,
    oneRequest,
    submitAnswer,
    requestNotice,
    requestReceipt,
    editRequest,
    requestAct,
    calendar,
    calendarImports,
    calendarPreview,
    people,
    addToDirectory,
    onePerson,
    personAct,
    transfer,
    proposals,
    peopleImports,
    peopleImport,
    services,
    newService,
    security,
    ...watchRoutes,
    nowhere,
  ]),
]);

/** Search values are plain strings: a case number made of digits stays what was typed. */
const plainSearch = {
  parseSearch: (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search: Record<string, unknown>): string => {
    const set = Object.entries(search).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
    );
    return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
  },
};

export function makeRouter(client: QueryClient) {
  const router = createRouter({
    routeTree: tree,
    context: { client },
    ...plainSearch,
    defaultPendingComponent: () => <Loading />,
    defaultErrorComponent: ({ error }) => <ScreenFailed error={error} />,
    defaultNotFoundComponent: NotFound,
    defaultPreload: false,
  });
  router.subscribe('onBeforeNavigate', wayTaken);
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
