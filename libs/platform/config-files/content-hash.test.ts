import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { contentHash } from './content-hash';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

it('hashes the canonical form of RFC 8785, section 3.2.2', () => {
  const value = {
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  const canonical =
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
    '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
  expect(contentHash(value)).toBe(sha256(canonical));
});

it('sorts keys by UTF-16 code units', () => {
  expect(contentHash({ '\ufb33': 1, '\ud83d\ude00': 2, é: 3, a: 4 })).toBe(
    sha256('{"a":4,"é":3,"\ud83d\ude00":2,"\ufb33":1}'),
  );
});

it('is the same for any order of keys and differs for any other value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (value, key) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(contentHash(reversed)).toBe(contentHash(value));
      expect(contentHash({ ...value, [key]: { changed: value[key] ?? null } })).not.toBe(contentHash(value));
    }),
  );
});

it.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY]])('refuses %s', (value) => {
  expect(() => contentHash(value)).toThrow();
});
