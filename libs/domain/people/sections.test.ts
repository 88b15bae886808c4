import type { Actor, OrganisationKind, Role } from '../../contracts/posts';
import { sectionsOf } from './sections';

const with1 = (role: Role, organisationKind: OrganisationKind, province: string | null, behalf = false): Actor => ({
  personId: 'person_me',
  requestId: '',
  posts: [
    {
      ...{ id: 'post_one', role, organisationId: 'org_one', organisationKind, province },
      ...(behalf
        ? {
            onBehalfOf: {
              personId: 'person_other' as const,
              name: { zh: '甲', en: 'A' },
              deputyId: 'deputy_one' as const,
              scope: { kind: 'steps' as const, steps: [] },
            },
          }
        : {}),
    },
  ],
});

describe('parts of the console that are anything to somebody', () => {
  it.each([
    ['hospital-preparer', 'hospital', ['requests', 'declare', 'deputies']],
    ['provincial-handler', 'province', ['requests', 'calendar-imports', 'deputies']],
    ['provincial-manager', 'province', ['requests', 'overdue', 'deputies', 'people', 'why-others']],
    ['provincial-signatory', 'province', ['requests', 'overdue', 'calendar-imports', 'deputies']],
    ['division-head', 'province', ['overdue', 'deputies']],
    ['division-head', 'hospital', ['deputies']],
    ['national-manager', 'nhc', ['requests', 'overdue', 'deputies', 'people', 'operations', 'why-others']],
    ['expert', 'university', []],
    ['archivist', 'archive', []],
    ['archivist', 'nhc', ['deputies']],
    ['system-admin', 'nhc', ['people', 'operations', 'break-glass']],
    ['security-admin', 'nhc', ['people', 'break-glass', 'why-others']],
    ['auditor', 'nhc', ['people', 'operations', 'audit', 'break-glass', 'why-others']],
  ] as const)('%s of a %s', (role, kind, expected) => {
    expect(sectionsOf(with1(role, kind, kind === 'province' ? '41' : null))).toEqual(expected);
  });

  it('a post stood in for some steps opens no part that is about no case', () => {
    expect(sectionsOf(with1('national-manager', 'nhc', null, true))).toEqual(['requests']);
    expect(sectionsOf({ personId: 'person_me', posts: [], requestId: '' })).toEqual([]);
  });
});
