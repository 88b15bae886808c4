import * as fc from 'fast-check';
import { Refused } from '../../../../libs/contracts/errors';
import { rangeOf } from './giving';

const tag = '"the tag"';
/** What a request is answered with: bytes of a content, all of them, or the refusal. */
function answer(range: string | undefined, size: number, ifRange?: string): unknown {
  try {
    return rangeOf({ range, ifRange }, size, tag) ?? 'whole';
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

describe('the range a request asks for', () => {
  it.each<[string | undefined, unknown]>([
    [undefined, 'whole'],
    ['', 'whole'],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=0-', { start: 0, end: 9 }],
    ['bytes=9-', { start: 9, end: 9 }],
    ['bytes=9-9', { start: 9, end: 9 }],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=0-10', { start: 0, end: 9 }],
    ['bytes=5-99999999999999999999999', { start: 5, end: 9 }],
    ['bytes=-1', { start: 9, end: 9 }],
    ['bytes=-10', { start: 0, end: 9 }],
    ['bytes=-11', { start: 0, end: 9 }],
    ['bytes=-99999999999999999999999', { start: 0, end: 9 }],
    ['BYTES=1-2', { start: 1, end: 2 }],
    [' bytes=1-2 ', { start: 1, end: 2 }],
    ['bytes=00000001-02', { start: 1, end: 2 }],
    ['bytes=10-', 'range-not-satisfiable'],
    ['bytes=10-20', 'range-not-satisfiable'],
    ['bytes=99999999999999999999999-', 'range-not-satisfiable'],
    ['bytes=-0', 'range-not-satisfiable'],
    ['bytes=5-4', 'whole'],
    ['bytes=20-10', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=', 'whole'],
    ['bytes=0-1,3-4', 'whole'],
    ['bytes=a-b', 'whole'],
    ['bytes=1.5-2', 'whole'],
    ['bytes=-1-2', 'whole'],
    ['bytes=1e1-2', 'whole'],
    ['bytes=٣-٤', 'whole'],
    ['items=0-1', 'whole'],
    ['0-1', 'whole'],
  ])('%j of ten bytes: %j', (range, expected) => {
    expect(answer(range, 10)).toEqual(expected);
  });

  it('counts only for the content it was meant for', () => {
    expect(answer('bytes=0-1', 10, tag)).toEqual({ start: 0, end: 1 });
    for (const other of ['"another"', `W/${tag}`, 'Wed, 21 Oct 2015 07:28:00 GMT', ''])
      expect([other, answer('bytes=0-1', 10, other)]).toEqual([other, 'whole']);
  });

  it('whatever is asked, what is given lies inside the content', () => {
    const asked = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...Array.from('bytes=-,0123456789 ')) }).map((text) => `bytes=${text}`),
    );
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 2 ** 40 }), (range, size) => {
        const given = answer(range, size);
        if (given === 'whole' || given === 'range-not-satisfiable') return;
        const { start, end } = given as { start: number; end: number };
        expect(Number.isSafeInteger(start) && Number.isSafeInteger(end)).toBe(true);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThan(size);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives the bytes that are asked for: from, from to, and the last ones', () => {
    const bytes = (size: number): Buffer => Buffer.from(Array.from({ length: size }, (_, at) => at % 251));
    const cut = (range: string, size: number): Buffer | string => {
      const given = answer(range, size);
      if (typeof given === 'string') return given;
      const { start, end } = given as { start: number; end: number };
      return bytes(size).subarray(start, end + 1);
    };
    const at = fc.integer({ min: 0, max: 80 });
    fc.assert(
      fc.property(at, at, fc.integer({ min: 1, max: 60 }), (a, b, size) => {
        const whole = bytes(size);
        const outside = 'range-not-satisfiable';
        const some = (part: Buffer): Buffer | string => (part.length === 0 ? outside : part);
        expect(cut(`bytes=${String(a)}-`, size)).toEqual(some(whole.subarray(a)));
        expect(cut(`bytes=-${String(a)}`, size)).toEqual(a === 0 ? outside : whole.subarray(-a));
        const both = cut(`bytes=${String(a)}-${String(b)}`, size);
        expect(both).toEqual(a > b ? 'whole' : some(whole.subarray(a, b + 1)));
      }),
    );
  });
});
