import fc from 'fast-check';
import { requestStages } from '../../contracts/requests';
import { bodyOfStage } from '../../contracts/procedure';
import { needsCheck, type EarlierNotice } from './request-rules';
import { sidesOfStage } from './request-parties';

const stage = fc.constantFrom(...requestStages);
const earlier: fc.Arbitrary<EarlierNotice> = fc.record({
  stage,
  fromBody: fc.constantFrom('province', 'nation'),
  parentId: fc.option(fc.uuid(), { nil: null }),
  sent: fc.boolean(),
});
const draft = fc.record({
  stage,
  fromBody: fc.constantFrom('province', 'nation'),
  parentId: fc.option(fc.uuid(), { nil: null }),
  items: fc.array(fc.record({ originId: fc.option(fc.uuid(), { nil: null }) }), { minLength: 1, maxLength: 5 }),
});

describe('the one-time rule', () => {
  it('never wants a check of a first notice, of returned items alone, or of what is passed on', () => {
    fc.assert(
      fc.property(draft, fc.array(earlier), (one, notices) => {
        expect(needsCheck(one, [])).toBe(false);
        expect(needsCheck({ ...one, parentId: 'p' }, notices)).toBe(false);
        expect(needsCheck({ ...one, items: one.items.map(() => ({ originId: 'o' })) }, notices)).toBe(false);
      }),
    );
  });

  it('wants it of anything new after a notice of the same body in the same stage, and does not forget', () => {
    fc.assert(
      fc.property(draft, fc.array(earlier), (one, notices) => {
        const fresh = { ...one, parentId: null, items: [...one.items, { originId: null }] };
        const first = { stage: one.stage, fromBody: one.fromBody, parentId: null, sent: true };
        expect(needsCheck(fresh, [...notices, first])).toBe(true);
        if (needsCheck(fresh, notices)) expect(needsCheck(fresh, [...notices, ...notices])).toBe(true);
      }),
    );
  });
});

it('the nation asks the province only, the province its hospital', () => {
  for (const one of requestStages) {
    const { fromBody, toBody } = sidesOfStage(one);
    expect([one, fromBody]).toEqual([one, bodyOfStage[one]]);
    expect(toBody).toBe(fromBody === 'nation' ? 'province' : 'hospital');
  }
});
