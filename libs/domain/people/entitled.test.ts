import fc from 'fast-check';
import type { Actor, Post, Role, Side } from '../../contracts/posts';
import { bodyOfPost, bodyOfRole, roles } from '../../contracts/posts';
import { stepRegistry } from '../cases/registry';
import { postForCaseAct, type CaseAct } from './case-actions';
import { entitledToTask, sideOfTask, type TaskForEntitlement } from './entitled';
import { postsOnCase, seesCase, type CaseParties } from './relation';

const organisations = ['org_a', 'org_b', 'org_c'];
const post = fc.record({
  id: fc.constantFrom('post_1', 'post_2', 'post_3'),
  role: fc.constantFrom(...roles),
  organisationId: fc.constantFrom(...organisations),
  organisationKind: fc.constant('province' as const),
  province: fc.constant('41'),
});
const actor: fc.Arbitrary<Actor> = fc.record({
  personId: fc.constantFrom('person_1', 'person_2'),
  posts: fc.array(post, { maxLength: 4 }),
  requestId: fc.constant('r'),
});
const definition = fc.constantFrom(...stepRegistry);
const task: fc.Arbitrary<TaskForEntitlement> = fc
  .tuple(definition, fc.constantFrom(...organisations), fc.constantFrom('person_1', 'person_2'))
  .map(([step, organisationId, personId]) => {
    const role = 'role' in step.doer ? step.doer.role : null;
    return {
      id: 'task_1',
      stage: step.stage,
      step: step.step,
      state: 'open',
      role,
      holderId: null,
      decidedBy: null,
      decidedFor: null,
      organisationId: role ? organisationId : null,
      personId: role ? null : personId,
    };
  });
const sides = fc.subarray<Side>(['hospital', 'province', 'nation', 'panel']);

describe('entitlement to a task', () => {
  it('never without the post, the organisation or the seat; never for a second side', () => {
    fc.assert(
      fc.property(actor, task, sides, (who, what, acted) => {
        const answer = entitledToTask(who, what, [what], new Map([[who.personId, { sides: acted, helped: [] }]]), null);
        const fits = (one: Post) =>
          what.role === null
            ? one.role === 'expert' && what.personId === who.personId
            : one.role === what.role && one.organisationId === what.organisationId;
        const own = who.posts.some(fits);
        const oneSide = acted.every((side) => side === sideOfTask(what));
        if ('post' in answer) {
          expect(own && oneSide).toBe(true);
          expect(fits(answer.post)).toBe(true);
        } else expect(answer.refused).toBe(own ? 'other-side' : 'not-entitled');
      }),
      { numRuns: 400 },
    );
  });

  it('three persons to a paper: whoever did another part of it is refused, in whatever round', () => {
    const parts = stepRegistry.filter((step) => step.paper && 'role' in step.doer);
    fc.assert(
      fc.property(
        fc.constantFrom(...parts),
        fc.constantFrom(...parts),
        fc.constantFrom('done', 'open', 'cancelled'),
        fc.boolean(),
        (mine, theirs, state, byMe) => {
          const at = (step: typeof mine, over: Partial<TaskForEntitlement>): TaskForEntitlement => ({
            id: 'task_1',
            stage: step.stage,
            step: step.step,
            state: 'open',
            role: 'role' in step.doer ? step.doer.role : null,
            organisationId: 'org_a',
            personId: null,
            holderId: null,
            decidedBy: null,
            decidedFor: null,
            ...over,
          });
          const sibling = at(theirs, { id: 'task_2', state: state, decidedBy: byMe ? 'person_1' : 'person_2' });
          const everyPost = roles.map((role): Post => ({
            id: 'post_1',
            role,
            organisationId: 'org_a',
            organisationKind: 'province',
            province: '41',
          }));
          const answer = entitledToTask(
            { personId: 'person_1', posts: everyPost, requestId: 'r' },
            at(mine, {}),
            [sibling],
            new Map(),
            null,
          );
          const barred =
            byMe &&
            state === 'done' &&
            mine.paper?.paper === theirs.paper?.paper &&
            mine.paper?.part !== theirs.paper?.part;
          expect('refused' in answer && answer.refused === 'same-person').toBe(barred);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('who sees a case and may act on the whole of it', () => {
  const parties: CaseParties = {
    applicantId: 'org_a',
    provinceId: 'org_b',
    nationId: 'org_c',
    submitted: false,
    archive: null,
    callId: null,
  };
  const bodies = { hospital: 'org_a', province: 'org_b', nation: 'org_c' } as const;

  it('a post counts only at the organisation that is its party, the nation’s from submission on', () => {
    fc.assert(
      fc.property(actor, fc.boolean(), (who, submitted) => {
        for (const one of postsOnCase(who, { ...parties, submitted })) {
          const body = bodyOfPost(one);
          expect(body && bodies[body]).toBe(one.organisationId);
          expect(body !== 'nation' || submitted).toBe(true);
        }
        expect(seesCase(who, parties, true)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('each act has its one post in each state, and none on a closed case', () => {
    const doer = (act: CaseAct, over: Partial<Parameters<typeof postForCaseAct>[2]>): Role[] =>
      roles.filter((role) => {
        const body = bodyOfRole[role];
        const who: Actor = {
          personId: 'person_1',
          requestId: 'r',
          posts: [
            {
              id: 'post_1',
              role,
              organisationId: body ? bodies[body] : 'org_c',
              organisationKind: 'nhc',
              province: null,
            },
          ],
        };
        return postForCaseAct(who, act, {
          kind: 'designation',
          status: 'open',
          stage: 'national-review',
          archive: null,
          parties: { ...parties, submitted: true },
          designated: false,
          withdrawalPending: false,
          ...over,
        });
      });
    expect(doer('withdraw', {})).toEqual(['provincial-signatory']);
    expect(doer('withdraw', { parties })).toEqual(['hospital-signatory']);
    expect(doer('withdraw', { withdrawalPending: true })).toEqual([]);
    expect(doer('withdraw', { kind: 'reporting-year' })).toEqual([]);
    expect(doer('agree-withdrawal', {})).toEqual([]);
    expect(doer('agree-withdrawal', { withdrawalPending: true })).toEqual(['national-signatory']);
    expect(doer('hold', {})).toEqual(['national-signatory']);
    expect(doer('hold', { stage: 'submission' })).toEqual(['provincial-signatory']);
    expect(doer('hold', { stage: 'declaration' })).toEqual([]);
    expect(doer('hold', { status: 'on-hold' })).toEqual([]);
    expect(doer('resume', { status: 'on-hold' })).toEqual(['national-signatory']);
    expect(doer('resume', {})).toEqual([]);
    expect(doer('add-document', {})).toEqual(['hospital-preparer', 'provincial-handler', 'national-handler']);
    for (const act of ['withdraw', 'agree-withdrawal', 'hold', 'resume', 'add-document'] as const)
      expect(doer(act, { status: 'closed', withdrawalPending: true })).toEqual([]);
  });
});
