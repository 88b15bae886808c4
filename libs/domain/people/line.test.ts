import fc from 'fast-check';
import type { Id } from '../../contracts/ids';
import { superiors, type Role, type Superior } from '../../contracts/posts';
import { superiorsAt, unitsUpwards, type Organised, type PostInUnit, type UnitKind, type UnitNode } from './line';

const unitId = (name: string) => name as Id<'unit'>;
const personId = (name: string) => name as Id<'person'>;
const unit = (name: string, kind: UnitKind, parent: string | null): UnitNode => ({
  id: unitId(name),
  kind,
  parentId: parent === null ? null : unitId(parent),
});
const post = (person: string, role: Role, at: string | null): PostInUnit => ({
  personId: personId(person),
  role,
  unitId: at === null ? null : unitId(at),
});

const units = [
  unit('medical', 'department', null),
  unit('planning', 'department', null),
  unit('centers', 'division', 'medical'),
  unit('centers-east', 'division', 'centers'),
  unit('quality', 'division', 'medical'),
];
const posts = [
  post('dhead', 'division-head', 'centers'),
  post('qhead', 'division-head', 'quality'),
  post('head', 'department-head', 'medical'),
  post('other-head', 'department-head', 'planning'),
  post('leader', 'leader', null),
  post('manager', 'national-manager', 'planning'),
];
const organised: Organised = { units, posts, manager: 'national-manager' };
const at = (level: Superior, from: string | null, given = organised, below: string[] = []) =>
  superiorsAt(level, from === null ? null : unitId(from), given, below.map(personId));
const without = (...people: string[]): Organised => ({
  ...organised,
  posts: posts.filter((one) => !people.includes(one.personId)),
});

describe('the line of superiors', () => {
  it('is the nearest head at or above the unit, each level by its kind', () => {
    expect(at('division-head', 'centers')).toEqual({ people: ['dhead'], post: 'division-head', passedOn: [] });
    expect(at('division-head', 'centers-east').people).toEqual(['dhead']);
    expect(at('division-head', 'quality').people).toEqual(['qhead']);
    expect(at('department-head', 'centers-east').people).toEqual(['head']);
    expect(at('department-head', 'planning').people).toEqual(['other-head']);
    expect(at('leader', 'quality').people).toEqual(['leader']);
  });

  it('passes a level nobody holds to the next one up, at last to the manager, and says so', () => {
    expect(at('division-head', 'medical')).toEqual({
      people: ['head'],
      post: 'department-head',
      passedOn: ['division-head'],
    });
    expect(at('division-head', null)).toEqual({
      people: ['leader'],
      post: 'leader',
      passedOn: ['division-head', 'department-head'],
    });
    expect(at('division-head', 'centers', without('dhead', 'head'))).toEqual({
      people: ['leader'],
      post: 'leader',
      passedOn: ['division-head', 'department-head'],
    });
    expect(at('leader', 'centers', without('leader'))).toEqual({
      people: ['manager'],
      post: 'manager',
      passedOn: ['leader'],
    });
    expect(at('leader', 'centers', { ...without('leader'), manager: null })).toEqual({
      people: [],
      post: null,
      passedOn: ['leader'],
    });
  });

  it('is nobody’s own: a head is overseen by the next above', () => {
    expect(at('division-head', 'centers', organised, ['dhead']).people).toEqual(['head']);
    expect(at('division-head', 'centers', organised, ['dhead', 'head', 'leader', 'manager'])).toEqual({
      people: [],
      post: null,
      passedOn: ['division-head', 'department-head', 'leader'],
    });
  });

  it('a head of the whole organisation stands in for units without one', () => {
    const small: Organised = { units, posts: [post('only', 'division-head', null)], manager: null };
    expect(at('division-head', 'quality', small).people).toEqual(['only']);
    expect(at('division-head', null, small).people).toEqual(['only']);
  });

  const names = ['a', 'b', 'c', 'd', 'e'];
  const anyUnits = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }).chain((chosen) =>
    fc.tuple(
      ...chosen.map((name) =>
        fc.record({
          id: fc.constant(unitId(name)),
          kind: fc.constantFrom<UnitKind>('department', 'division'),
          // Any parent at all, a ring among them.
          parentId: fc.option(fc.constantFrom(...names.map(unitId)), { nil: null }),
        }),
      ),
    ),
  );
  const anyPosts = fc.array(
    fc.record({
      personId: fc.constantFrom('p', 'q', 'r', 's', 't').map(personId),
      role: fc.constantFrom<Role>('division-head', 'department-head', 'leader', 'provincial-manager', 'auditor'),
      unitId: fc.option(fc.constantFrom(...names.map(unitId)), { nil: null }),
    }),
    { maxLength: 8 },
  );
  const situation = fc.record({
    units: anyUnits,
    posts: anyPosts,
    level: fc.constantFrom<Superior>(...superiors),
    from: fc.option(fc.constantFrom(...names.map(unitId)), { nil: null }),
    below: fc.subarray(['p', 'q'].map(personId)),
  });

  it('always ends, answers holders of the post it names, never those it is sought for, and skips no level that is held', () => {
    fc.assert(
      fc.property(situation, ({ units: someUnits, posts: somePosts, level, from, below }) => {
        const given: Organised = { units: someUnits, posts: somePosts, manager: 'provincial-manager' };
        const found = superiorsAt(level, from, given, below);
        expect(found.people.length > 0).toBe(found.post !== null);
        const role = found.post === 'manager' ? 'provincial-manager' : found.post;
        for (const person of found.people) {
          expect(below).not.toContain(person);
          expect(somePosts.some((one) => one.personId === person && one.role === role)).toBe(true);
        }
        const levels = superiors.slice(superiors.indexOf(level));
        const reached = levels.indexOf(found.post as Superior);
        expect(found.passedOn).toEqual(reached < 0 ? levels : levels.slice(0, reached));
        const line = [...unitsUpwards(from, someUnits).map((one) => one.id), null];
        for (const passed of found.passedOn) {
          const kind = passed === 'division-head' ? 'division' : 'department';
          const missed = somePosts.filter(
            (one) =>
              one.role === passed &&
              !below.includes(one.personId) &&
              (passed === 'leader' ||
                (line.includes(one.unitId) &&
                  (one.unitId === null || someUnits.find((node) => node.id === one.unitId)?.kind === kind))),
          );
          expect(missed).toEqual([]);
        }
      }),
    );
  });

  it('from further up it is never a lower level', () => {
    fc.assert(
      fc.property(situation, ({ units: someUnits, posts: somePosts, from, below }) => {
        const given: Organised = { units: someUnits, posts: somePosts, manager: null };
        const rank = (level: Superior): number => {
          const { post: held } = superiorsAt(level, from, given, below);
          return held === null || held === 'manager' ? superiors.length : superiors.indexOf(held);
        };
        expect(rank('division-head')).toBeLessThanOrEqual(rank('department-head'));
        expect(rank('department-head')).toBeLessThanOrEqual(rank('leader'));
      }),
    );
  });
});
