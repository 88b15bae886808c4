/** What of a scene stands in an address: ids of what the reader may know of. A reader to whom one is nothing is told 404 both times. */
export type Known =
  | 'case'
  | 'task'
  | 'request'
  | 'person'
  | 'colleague'
  | 'post'
  | 'call'
  | 'organisation'
  | 'glass'
  | 'import'
  | 'number'
  | 'unit'
  | 'feed';

type Questions = Record<string, readonly string[]>;

/** Of cases and tasks: `differential.test.ts`. */
const cases: Questions = {
  'GET /api/v1/tasks': ['?limit=100'],
  'GET /api/v1/tasks/:id': [''],
  'GET /api/v1/tasks/:id/receivers': [''],
  'GET /api/v1/tasks/:id/why': ['?action=claim', '?action=decide&person={person}'],
  'GET /api/v1/cases': [
    '?limit=100',
    ...['open', 'on-hold', 'closed'].map((status) => `?status=${status}&limit=100`),
    ...['declaration', 'provincial-intake', 'provincial-evaluation', 'provincial-recommendation'].map(
      (stage) => `?stage=${stage}&limit=100`,
    ),
    '?archive=open&limit=100',
    '?archive=accepted&limit=100',
    '?number=NMC',
  ],
  'GET /api/v1/cases/:id': [''],
  'GET /api/v1/cases/:id/events': ['?limit=100'],
  'GET /api/v1/cases/:id/decisions': [''],
  'GET /api/v1/cases/:id/deadlines': [''],
  'GET /api/v1/cases/:id/supervision': [''],
  'GET /api/v1/cases/:id/colleagues': [''],
  'GET /api/v1/cases/:id/why': ['?action=hold', '?action=comment&person={person}'],
  'GET /api/v1/cases/:id/working-days': ['?until=2026-03-02', '?count=5&body=province'],
  'GET /api/v1/centers': ['?limit=100'],
  'GET /api/v1/notifications': ['?limit=100'],
  'GET /api/v1/copies': ['?limit=100'],
  'GET /api/v1/calls': [''],
  'GET /api/v1/why': ['?number={number}', '?number={number}&person={person}'],
};

/** What is asked for, due, filed and taken out: `differential-work.test.ts`. */
const work: Questions = {
  'GET /api/v1/cases/:id/materials': [''],
  'GET /api/v1/cases/:id/requests': [''],
  'GET /api/v1/cases/:id/pre-review': [''],
  'GET /api/v1/cases/:id/archive': [''],
  'GET /api/v1/cases/:id/package': [''],
  'GET /api/v1/cases/:id/file': ['?for=archive', '?for=applicant'],
  'GET /api/v1/calendar/mine': ['?month=2026-01', '?month=2026-02'],
  'GET /feeds/:token.ics': [''],
  'GET /api/v1/overdue': [
    '?limit=100',
    '?soon=1&limit=100',
    '?body=province&limit=100',
    '?body=nation&limit=100',
    '?province=41',
    '?stage=provincial-intake',
    '?kind=internal',
    '?kind=commitment',
  ],
  'GET /api/v1/overdue/bulletin': ['?week=2026-W02&language=zh', '?week=2026-W02&body=province&language=en'],
  'GET /api/v1/requests': [
    '?limit=100',
    '?asked=by-us&limit=100',
    '?asked=of-us&ended=true&limit=100',
    '?asked=by-us&ended=true&limit=100',
  ],
  'GET /api/v1/requests/pace': [''],
  'GET /api/v1/requests/:id': [''],
  'GET /api/v1/requests/:id/notice': [''],
  'GET /api/v1/requests/:id/receipt': [''],
};

/** Of people, posts and the log: `differential-people.test.ts`. */
const people: Questions = {
  'GET /api/v1/deputies': [''],
  'GET /api/v1/deputies/preview': [
    '?postId={post}&personId={colleague}&scope=post',
    '?postId={post}&personId={colleague}&scope=call&callId={call}',
    '?postId={post}&personId={colleague}&scope=steps&steps=check-completeness',
  ],
  'GET /api/v1/calendar/drafts': [''],
  'GET /api/v1/organisations': [''],
  'GET /api/v1/organisations/:id/units': [''],
  'GET /api/v1/organisations/:id/people': ['?limit=100', '?unit={unit}'],
  'GET /api/v1/people': ['?q=a&limit=100', '?q=经办&limit=100', '?idle=true&limit=100'],
  'GET /api/v1/people/:id': [''],
  'GET /api/v1/people/:id/transfer': [''],
  'GET /api/v1/people/:id/identities': [''],
  'GET /api/v1/people-imports': [''],
  'GET /api/v1/people-imports/:id': [''],
  'GET /api/v1/post-proposals': [''],
  'GET /api/v1/service-accounts': [''],
  'GET /api/v1/why/people': [''],
  'GET /api/v1/break-glass': ['?limit=100'],
  'GET /api/v1/break-glass/:id/record': ['?limit=100'],
  'GET /api/v1/audit/events': [
    '?limit=100',
    '?case={number}&limit=100',
    '?kind=sign-ins&limit=100',
    '?person={person}&limit=100',
    '?who=henan&limit=100',
    '?type=signedIn&limit=100',
    '?from=2026-01-01T00:00:00.000Z&to=2030-01-01T00:00:00.000Z&limit=100',
  ],
  'GET /api/v1/audit/anchors': ['?limit=100'],
  'GET /api/v1/audit/verification': [''],
  'GET /api/v1/operations': [''],
};

/**
 * Every list, search, filter, order, count and export of the API with the questions that use each of its parameters:
 * `{name}` stands for what the scene knows. Lists in pages are also read one by one, to the end. The test named with a
 * group shows that somebody is answered.
 */
export const groups = { cases, work, people };
export const compared: Questions = { ...cases, ...work, ...people };

const public_ = 'open to everybody, and about nobody';
const own = 'the reader’s own session and keys, nothing of anybody else';
const oneFile = 'the bytes of one document, which is there or is not: test/e2e/api-file-access.test.ts';
const printed = 'printed from what the JSON beside it says: test/e2e/api-request-papers.test.ts';

/** Routes that read and are not compared, each with why. */
export const excused: Record<string, string> = {
  'GET /api/v1/session': own,
  'GET /api/v1/me/security': own,
  'GET /api/v1/me/sessions': own,
  'GET /api/v1/me/calendar-feed': own,
  'GET /api/v1/session/ways': public_,
  'GET /api/v1/session/oidc/start': public_,
  'GET /api/v1/session/oidc/callback': public_,
  'GET /api/v1/training/accounts': public_,
  'GET /api/v1/training/clock': public_,
  'GET /health/live': public_,
  'GET /health/ready': public_,
  'GET /version': public_,
  'GET /api/v1/calendar': 'the law’s calendar, the same for everybody who is signed in',
  'GET /api/v1/calendar/drafts/:id/preview':
    'counts every limit that would move on purpose, and names no case the reader may not know of: test/e2e/api-calendar.test.ts',
  'GET /api/v1/calendar/jobs/:id':
    'how far a published calendar has been carried: a count of all open cases on purpose',
  'GET /api/v1/cases/:id/documents/:documentId/content': oneFile,
  'GET /api/v1/cases/:id/documents/:documentId/versions/:versionId/content': oneFile,
  'GET /api/v1/cases/:id/documents/:documentId/versions/:versionId/preview': oneFile,
  'GET /api/v1/cases/:id/archive/files/:fileId/package':
    'sealed when it was handed over and the same for whoever may have it: test/e2e/transfer-package.test.ts',
  'GET /api/v1/cases/:id/templates/:sha256': 'a form of the programme: test/e2e/api-templates.test.ts',
  'GET /api/v1/requests/:id/notice.pdf': printed,
  'GET /api/v1/requests/:id/receipt.pdf': printed,
};
