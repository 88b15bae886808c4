import {
  aboveNation,
  aboveProvince,
  administrators,
  everybody,
  hospital,
  importers,
  managers,
  nation,
  province,
  signedIn,
  type PostName,
} from './matrix-posts';
import { archiveRows } from './matrix-archive';
import { signInRows } from './matrix-sign-in';

/**
 * Who may do what: for every route, the status each post gets. Two cases of one hospital in Henan stand behind it, one
 * at the province with its panel seated (`before` submission), one at the nation (`after`); a third was closed at the province and lies in its archive's hands (`archived`). The acts are well formed;
 * those that would change a case are refused by the record once the post is found entitled (409, 422).
 */
export type Phase = 'before' | 'after' | 'archived' | 'always';
/** Status by post; `rest` is everybody else who is signed in. Nobody gets 401 where it is not said otherwise. */
type Statuses = Partial<Record<number, readonly PostName[]>> & { rest?: number };
export interface Row {
  route: string;
  phase: Phase;
  expected: Statuses;
}
const row = (route: string, phase: Phase, expected: Statuses): Row => ({ route, phase, expected });

const read = (route: string): Row[] => [
  row(route, 'before', { 200: [...hospital, ...province, 'seated-expert'], rest: 404 }),
  row(route, 'after', { 200: [...hospital, ...province, ...nation, 'seated-expert'], rest: 404 }),
];

/** Acts on a task: the body that works it knows of it and is told that the post may not; to others it is nothing. */
const onTask = (route: string, before: Statuses, after: Statuses): Row[] => [
  row(route, 'before', before),
  row(route, 'after', after),
];

const without = (list: readonly PostName[], ...gone: PostName[]): PostName[] =>
  list.filter((post) => !gone.includes(post));

export const matrix: Row[] = [
  row('POST /api/v1/session', 'always', { 401: everybody }),
  row('GET /api/v1/session', 'always', { 200: signedIn }),
  row('DELETE /api/v1/session', 'always', { 204: signedIn }),
  ...signInRows.map(([route, expected]) => row(route, 'always', expected(everybody, signedIn, administrators))),
  row('GET /api/v1/training/accounts', 'always', { 200: everybody }),
  row('GET /api/v1/training/clock', 'always', { 200: everybody }),
  row('POST /api/v1/training/clock', 'always', { 409: signedIn }),
  row('GET /health/live', 'always', { 200: everybody }),
  row('GET /health/ready', 'always', { 200: everybody }),
  row('GET /version', 'always', { 200: everybody }),
  row('GET /api/v1/calendar', 'always', { 200: signedIn }),
  // Nothing is named, or nothing is sent: who works on imports is told so.
  row('GET /api/v1/calendar/drafts', 'always', { 200: importers, rest: 403 }),
  row('POST /api/v1/calendar/drafts', 'always', { 422: importers, rest: 403 }),
  row('GET /api/v1/calendar/drafts/:id/preview', 'always', { 404: importers, rest: 403 }),
  row('POST /api/v1/calendar/drafts/:id/publish', 'always', { 404: importers, rest: 403 }),
  row('DELETE /api/v1/calendar/drafts/:id', 'always', { 404: importers, rest: 403 }),
  row('GET /api/v1/calendar/jobs/:id', 'always', { 404: importers, rest: 403 }),
  row('GET /api/v1/overdue', 'always', {
    200: [
      'province-manager',
      'province-signatory',
      'other-province-signatory',
      'nation-manager',
      'nation-signatory',
      ...aboveProvince,
      ...aboveNation,
    ],
    rest: 403,
  }),
  // No week is named.
  row('GET /api/v1/overdue/bulletin', 'always', { 422: ['province-manager', 'nation-manager'], rest: 403 }),
  row('GET /api/v1/calendar/mine', 'always', { 422: signedIn }),
  row('GET /api/v1/me/calendar-feed', 'always', { 200: signedIn }),
  row('POST /api/v1/me/calendar-feed', 'always', { 201: signedIn }),
  row('DELETE /api/v1/me/calendar-feed', 'always', { 204: signedIn }),
  // An address that never was: the posts make no difference, there is no session behind it.
  row('GET /feeds/:token.ics', 'always', { 404: everybody }),
  row('GET /api/v1/tasks', 'always', { 200: signedIn }),
  row('GET /api/v1/calls', 'always', { 200: signedIn }),
  row('GET /api/v1/cases', 'always', { 200: signedIn }),
  row('GET /api/v1/centers', 'always', { 200: signedIn }),
  row('GET /api/v1/notifications', 'always', { 200: signedIn }),
  row('POST /api/v1/notifications/:id/read', 'always', { 404: signedIn }),
  row('GET /api/v1/operations', 'always', { 200: ['system-admin', 'auditor', 'nation-manager'], rest: 403 }),
  // Organisations and people: nobody and nothing that is named is there.
  row('GET /api/v1/break-glass', 'always', { 200: administrators, rest: 403 }),
  row('POST /api/v1/break-glass', 'always', { 422: ['system-admin', 'security-admin'], rest: 403 }),
  row('POST /api/v1/break-glass/:id/decision', 'always', { 404: ['system-admin', 'security-admin'], rest: 403 }),
  row('POST /api/v1/break-glass/:id/end', 'always', { 404: ['system-admin', 'security-admin'], rest: 403 }),
  row('GET /api/v1/break-glass/:id/record', 'always', { 404: ['system-admin', 'security-admin'], rest: 403 }),
  row('GET /api/v1/audit/events', 'always', { 200: ['auditor'], rest: 403 }),
  row('GET /api/v1/audit/anchors', 'always', { 200: ['auditor'], rest: 403 }),
  row('GET /api/v1/audit/verification', 'always', { 200: ['auditor'], rest: 403 }),
  row('GET /api/v1/organisations', 'always', { 200: [...administrators, ...managers], rest: 403 }),
  row('POST /api/v1/organisations', 'always', { 422: ['system-admin'], rest: 403 }),
  row('GET /api/v1/people', 'always', { 200: [...administrators, ...managers], rest: 403 }),
  row('GET /api/v1/organisations/:id/units', 'always', { 404: [...administrators, ...managers], rest: 403 }),
  row('GET /api/v1/organisations/:id/people', 'always', { 404: [...administrators, ...managers], rest: 403 }),
  row('POST /api/v1/organisations/:id/units', 'always', { 404: ['system-admin'], rest: 403 }),
  row('POST /api/v1/units/:id/close', 'always', { 404: ['system-admin'], rest: 403 }),
  row('POST /api/v1/people', 'always', { 422: ['system-admin'], rest: 403 }),
  row('GET /api/v1/people/:id', 'always', { 404: signedIn }),
  row('POST /api/v1/people/:id', 'always', { 404: ['system-admin'], rest: 403 }),
  row('POST /api/v1/people/:id/leave', 'always', { 404: signedIn }),
  row('GET /api/v1/people/:id/transfer', 'always', { 404: signedIn }),
  row('POST /api/v1/people/:id/transfer', 'always', { 404: signedIn }),
  row('POST /api/v1/leave/:id/cancel', 'always', { 404: signedIn }),
  row('POST /api/v1/people/:id/posts', 'always', { 404: ['system-admin'], rest: 403 }),
  row('POST /api/v1/people-imports', 'always', { 422: ['system-admin'], rest: 403 }),
  row('GET /api/v1/people-imports', 'always', { 200: administrators, rest: 403 }),
  row('GET /api/v1/people-imports/:id', 'always', { 404: administrators, rest: 403 }),
  row('POST /api/v1/people-imports/:id/apply', 'always', { 404: ['security-admin'], rest: 403 }),
  row('DELETE /api/v1/people-imports/:id', 'always', { 404: ['system-admin'], rest: 403 }),
  row('GET /api/v1/post-proposals', 'always', { 200: administrators, rest: 403 }),
  row('POST /api/v1/post-proposals/:id/confirm', 'always', { 404: ['security-admin'], rest: 403 }),
  row('POST /api/v1/post-proposals/:id/refuse', 'always', { 404: ['system-admin', 'security-admin'], rest: 403 }),
  row('POST /api/v1/posts/:id/end', 'always', { 404: ['security-admin'], rest: 403 }),
  row('GET /api/v1/deputies', 'always', { 200: signedIn }),
  // No case is named, and no post.
  ...['why', 'deputies/preview'].map((asked) => row(`GET /api/v1/${asked}`, 'always', { 422: signedIn })),
  row('GET /api/v1/why/people', 'always', { 200: signedIn }),
  // A handler of the province for themselves: who may name is told that, of the body the rest may not, to others it is no post.
  row('POST /api/v1/deputies', 'always', {
    422: ['province-handler', 'province-signatory', 'province-manager'],
    403: ['province-checker', 'province-archivist', ...aboveProvince],
    rest: 404,
  }),
  // A grant that never was.
  row('POST /api/v1/deputies/:id/revoke', 'always', { 404: signedIn }),
  // The call does not exist: those whose post could declare are told so.
  row('POST /api/v1/cases', 'always', { 404: ['preparer', 'other-hospital-preparer'], rest: 403 }),

  ...read('GET /api/v1/cases/:id'),
  ...read('GET /api/v1/cases/:id/events'),
  ...read('GET /api/v1/cases/:id/decisions'),
  ...read('GET /api/v1/cases/:id/deadlines'),
  // A document of the hospital.
  ...read('GET /api/v1/cases/:id/documents/:documentId/content'),
  row('POST /api/v1/uploads', 'before', {
    201: ['preparer', 'province-handler'],
    403: ['signatory', ...without(province, 'province-handler')],
    rest: 404,
  }),
  row('POST /api/v1/uploads', 'after', {
    201: ['preparer', 'province-handler', 'nation-handler'],
    403: ['signatory', ...without(province, 'province-handler'), ...without(nation, 'nation-handler')],
    rest: 404,
  }),

  ...read('GET /api/v1/cases/:id/documents/:documentId/versions/:versionId/content'),
  ...read('GET /api/v1/cases/:id/documents/:documentId/versions/:versionId/preview'),
  ...read('GET /api/v1/cases/:id/materials'),
  // Under a programme that names no forms.
  row('GET /api/v1/cases/:id/templates/:sha256', 'before', { 404: signedIn }),
  row('GET /api/v1/cases/:id/templates/:sha256', 'after', { 404: signedIn }),
  ...read('GET /api/v1/cases/:id/package'),
  // The file for an archive: of one's own body, for those who work or oversee cases.
  row('GET /api/v1/cases/:id/file', 'before', {
    200: without(province, ...aboveProvince),
    403: [...hospital, ...aboveProvince, 'seated-expert'],
    rest: 404,
  }),
  row('GET /api/v1/cases/:id/file', 'after', {
    200: [...without(province, ...aboveProvince), ...without(nation, ...aboveNation)],
    403: [...hospital, ...aboveProvince, ...aboveNation, 'seated-expert'],
    rest: 404,
  }),
  // What was closed is handed over to the archive of the body that has it.
  row('GET /api/v1/cases/:id/file', 'archived', {
    200: [...without(province, ...aboveProvince), 'province-archivist'],
    403: [...hospital, ...aboveProvince],
    rest: 404,
  }),
  // A document of the hospital: its preparer withdraws it once, and is then told that it is done.
  row('POST /api/v1/cases/:id/documents/:documentId/withdraw', 'before', {
    200: ['preparer'],
    403: ['signatory', ...province],
    rest: 404,
  }),
  row('POST /api/v1/cases/:id/documents/:documentId/withdraw', 'after', {
    200: ['preparer'],
    403: ['signatory', ...province, ...nation],
    rest: 404,
  }),
  // An upload that nobody has begun.
  row('HEAD /api/v1/uploads/:uploadId', 'always', { 404: signedIn }),
  row('PATCH /api/v1/uploads/:uploadId', 'always', { 404: signedIn }),
  row('DELETE /api/v1/uploads/:uploadId', 'always', { 404: signedIn }),
  row('POST /api/v1/uploads/:uploadId/finish', 'always', { 404: signedIn }),

  // Before: an expert's declaration of interests. After: the nation's check of what was submitted.
  ...onTask('GET /api/v1/tasks/:id', { 200: [...province, 'seated-expert'], rest: 404 }, { 200: nation, rest: 404 }),
  ...read('GET /api/v1/cases/:id/why'),
  ...onTask(
    'GET /api/v1/tasks/:id/why',
    { 200: [...province, 'seated-expert'], rest: 404 },
    { 200: nation, rest: 404 },
  ),
  ...onTask(
    'POST /api/v1/tasks/:id/claim',
    { 200: ['seated-expert'], 403: province, rest: 404 },
    { 200: ['nation-handler'], 403: without(nation, 'nation-handler'), rest: 404 },
  ),
  // With a rev that never was.
  ...onTask(
    'POST /api/v1/tasks/:id/decision',
    { 409: ['seated-expert'], 403: province, rest: 404 },
    { 409: ['nation-handler'], 403: without(nation, 'nation-handler'), rest: 404 },
  ),
  ...onTask(
    'POST /api/v1/tasks/:id/release',
    { 200: ['seated-expert'], 403: province, rest: 404 },
    { 200: ['nation-handler'], 403: without(nation, 'nation-handler'), rest: 404 },
  ),
  // Nothing was decided yet that anybody could take back.
  ...onTask(
    'POST /api/v1/tasks/:id/recall',
    { 409: [...province, 'seated-expert'], rest: 404 },
    { 409: nation, rest: 404 },
  ),

  ...read('GET /api/v1/cases/:id/supervision'),
  ...read('GET /api/v1/cases/:id/colleagues'),
  ...read('GET /api/v1/cases/:id/working-days'),
  ...onTask(
    'GET /api/v1/tasks/:id/receivers',
    { 200: [...province, 'seated-expert'], rest: 404 },
    { 200: nation, rest: 404 },
  ),
  ...['comments', 'watch', 'unwatch', 'call-log'].flatMap((verb) => [
    row(`POST /api/v1/cases/:id/${verb}`, 'before', { 200: [...hospital, ...province], rest: 404 }),
    row(`POST /api/v1/cases/:id/${verb}`, 'after', { 200: [...hospital, ...province, ...nation], rest: 404 }),
  ]),
  // To the handlers of the province: of another body nobody is copied to.
  row('POST /api/v1/cases/:id/copies', 'before', { 200: province, 422: hospital, rest: 404 }),
  row('POST /api/v1/cases/:id/copies', 'after', { 200: province, 422: [...hospital, ...nation], rest: 404 }),
  row('GET /api/v1/copies', 'always', { 200: signedIn }),
  // Urged already on this day.
  row('POST /api/v1/cases/:id/urge', 'before', {
    409: ['province-manager', 'province-signatory', ...aboveProvince],
    403: [...hospital, 'province-handler', 'province-checker'],
    rest: 404,
  }),
  row('POST /api/v1/cases/:id/urge', 'after', {
    409: ['nation-manager', 'nation-signatory', ...aboveNation, 'province-handler'],
    403: [...hospital, ...without(province, 'province-handler'), 'nation-handler', 'nation-checker'],
    rest: 404,
  }),
  // A seat of the panel is passed on to nobody; the nation's task is held by nobody.
  ...['hand-over', 'assign'].flatMap((verb) =>
    onTask(
      `POST /api/v1/tasks/:id/${verb}`,
      { 403: [...province, 'seated-expert'], rest: 404 },
      { 409: ['nation-handler'], 403: without(nation, 'nation-handler'), rest: 404 },
    ),
  ),
  ...onTask(
    'POST /api/v1/tasks/:id/take-back',
    { 409: ['seated-expert'], 403: province, rest: 404 },
    { 409: ['nation-handler'], 403: without(nation, 'nation-handler'), rest: 404 },
  ),
  ...onTask(
    'POST /api/v1/tasks/:id/reply',
    { 403: [...province, 'seated-expert'], rest: 404 },
    { 409: nation, rest: 404 },
  ),
  // To a person who holds no post; an answer wanted on a day that is over.
  ...['reassign', 'orders'].flatMap((verb) =>
    onTask(
      `POST /api/v1/tasks/:id/${verb}`,
      { 404: ['nation-manager'], rest: 403 },
      { 404: ['province-manager'], 422: ['nation-manager'], rest: 403 },
    ),
  ),
  // Orders that never were.
  row('POST /api/v1/orders/:id/answer', 'always', { 404: signedIn }),
  row('POST /api/v1/orders/:id/close', 'always', { 404: ['province-manager', 'nation-manager'], rest: 403 }),
  row('POST /api/v1/orders/:id/repeat', 'always', { 404: ['province-manager', 'nation-manager'], rest: 403 }),

  row('GET /api/v1/requests', 'always', { 200: signedIn }),
  row('GET /api/v1/requests/pace', 'always', { 200: signedIn }),
  // Requests that never were: what each post may do with one that is, is told in its own test.
  ...[
    'GET /api/v1/requests/:id',
    ...['notice', 'receipt', 'notice.pdf', 'receipt.pdf'].map((paper) => `GET /api/v1/requests/:id/${paper}`),
    ...[
      'draft',
      'ask-check',
      'check',
      'send',
      'withdraw',
      'extension-decision',
      'open',
      'items/:itemId/answer',
      'items/:itemId/take-over',
      'ask-answer-check',
      'answer-check',
      'pass-on',
      'extensions',
    ].map((act) => `POST /api/v1/requests/:id/${act}`),
  ].map((route) => row(route, 'always', { 404: signedIn })),
  ...read('GET /api/v1/cases/:id/requests'),
  // Under a programme that knows of no requests.
  row('POST /api/v1/cases/:id/requests', 'before', {
    409: ['province-handler'],
    403: [...hospital, ...without(province, 'province-handler')],
    rest: 404,
  }),
  row('POST /api/v1/cases/:id/requests', 'after', {
    409: ['nation-handler'],
    403: [...hospital, ...province, ...without(nation, 'nation-handler')],
    rest: 404,
  }),
  row('POST /api/v1/item-proposals/:id/decline', 'always', { 404: signedIn }),
  ...read('GET /api/v1/cases/:id/pre-review'),
  // The declaration is signed long since.
  ...(['before', 'after'] as const).flatMap((phase) => {
    const known = [...hospital, ...province, ...(phase === 'after' ? nation : [])];
    const over = (act: string, who: PostName): Row =>
      row(`POST /api/v1/cases/:id/pre-review/${act}`, phase, { 409: [who], 403: without(known, who), rest: 404 });
    return [
      over('share', 'preparer'),
      over('comments', 'province-handler'),
      over('comments/:commentId/tick', 'preparer'),
    ];
  }),
  row('POST /api/v1/cases/:id/item-proposals', 'before', { 201: ['seated-expert'], rest: 404 }),
  row('POST /api/v1/cases/:id/item-proposals', 'after', { rest: 404 }),

  // Of a limit that never was.
  ...(['before', 'after'] as const).map((phase) =>
    row('POST /api/v1/cases/:id/deadlines/:deadlineId/extension', phase, {
      404: ['province-signatory', 'other-province-signatory', 'nation-signatory'],
      rest: 403,
    }),
  ),

  ...archiveRows.map(([route, phase, expected]) => row(route, phase, expected)),
  // To be reviewed on a day that is over.
  row('POST /api/v1/cases/:id/hold', 'before', {
    422: ['province-signatory'],
    404: ['other-province-signatory', 'nation-signatory'],
    rest: 403,
  }),
  row('POST /api/v1/cases/:id/hold', 'after', {
    422: ['nation-signatory'],
    404: ['other-province-signatory'],
    rest: 403,
  }),
  row('POST /api/v1/cases/:id/resume', 'before', {
    409: ['province-signatory'],
    404: ['other-province-signatory', 'nation-signatory'],
    rest: 403,
  }),
  row('POST /api/v1/cases/:id/resume', 'after', {
    409: ['nation-signatory'],
    404: ['other-province-signatory'],
    rest: 403,
  }),
  // By the hospital alone before submission; after it by the province, whose paper is missing here; the nation agrees to
  // nothing that was asked.
  row('POST /api/v1/cases/:id/withdraw', 'before', {
    200: ['signatory'],
    404: ['other-hospital-signatory', 'other-province-signatory', 'nation-signatory'],
    rest: 403,
  }),
  row('POST /api/v1/cases/:id/withdraw', 'after', {
    422: ['province-signatory'],
    409: ['nation-signatory'],
    404: ['other-hospital-signatory', 'other-province-signatory'],
    rest: 403,
  }),
  // A seat declares its interests instead. Last: whoever stepped back does nothing on the task any more.
  ...onTask(
    'POST /api/v1/tasks/:id/recuse',
    { 403: [...province, 'seated-expert'], rest: 404 },
    { 200: ['nation-handler'], 403: without(nation, 'nation-handler'), rest: 404 },
  ),
];

/** Status of every post in a row. Throws where the table names a post twice. */
export function statusesOf({ route, phase, expected }: Row): Record<PostName, number> {
  const { rest, ...named } = expected;
  const pairs = Object.entries(named).flatMap(([status, list]) =>
    (list ?? []).map((post): [PostName, number] => [post, Number(status)]),
  );
  if (new Set(pairs.map(([post]) => post)).size !== pairs.length)
    throw new Error(`a post stands twice in ${route} ${phase}`);
  const known = new Map(pairs);
  return Object.fromEntries(
    everybody.map((post) => [post, known.get(post) ?? (post === 'nobody' ? 401 : (rest ?? 0))]),
  ) as Record<PostName, number>;
}
