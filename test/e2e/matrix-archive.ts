import { aboveNation, aboveProvince, hospital, province, signedIn, type PostName } from './matrix-posts';

type Statuses = Partial<Record<number, readonly PostName[]>> & { rest?: number };

const archivists: PostName[] = ['archivist', 'province-archivist', 'nation-archivist'];

const packages = 'GET /api/v1/cases/:id/archive/files/:fileId/package';

type ArchiveRow = [route: string, phase: 'before' | 'after' | 'archived', expected: Statuses];

/** On an open case there is none, and no archivist knows of it. The archive is open and a legal hold stands on the file. */
export const archiveRows: ArchiveRow[] = [
  ...(['before', 'after'] as const).flatMap((phase): ArchiveRow[] => [
    ['GET /api/v1/cases/:id/archive', phase, { 404: signedIn }],
    ['POST /api/v1/cases/:id/legal-holds', phase, { 404: archivists, rest: 403 }],
    ['POST /api/v1/cases/:id/legal-holds/:holdId/lift', phase, { 404: archivists, rest: 403 }],
  ]),
  [
    'POST /api/v1/cases/:id/supplement',
    'before',
    {
      409: ['province-handler'],
      404: ['other-province-handler', 'nation-handler'],
      rest: 403,
    },
  ],
  // No such file in the archive: whoever may have the case's file is told that, and of no other.
  [packages, 'before', { 403: [...hospital, ...aboveProvince, 'seated-expert'], rest: 404 }],
  [packages, 'after', { 403: [...hospital, ...aboveProvince, ...aboveNation, 'seated-expert'], rest: 404 }],
  [packages, 'archived', { 403: [...hospital, ...aboveProvince], rest: 404 }],
  ['GET /api/v1/cases/:id/archive', 'archived', { 200: [...province, 'province-archivist'], rest: 404 }],
  [
    'POST /api/v1/cases/:id/supplement',
    'after',
    {
      409: ['province-handler', 'nation-handler'],
      404: ['other-province-handler'],
      rest: 403,
    },
  ],
  [
    'POST /api/v1/cases/:id/supplement',
    'archived',
    {
      409: ['province-handler'],
      404: ['other-province-handler', 'nation-handler'],
      rest: 403,
    },
  ],
  [
    'POST /api/v1/cases/:id/legal-holds',
    'archived',
    {
      201: ['province-archivist'],
      404: ['archivist', 'nation-archivist'],
      rest: 403,
    },
  ],
  // No hold of that name.
  [
    'POST /api/v1/cases/:id/legal-holds/:holdId/lift',
    'archived',
    {
      404: archivists,
      rest: 403,
    },
  ],
];
