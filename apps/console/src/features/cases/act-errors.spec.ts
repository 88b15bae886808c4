import { describe, expect, it } from 'vitest';
import { blanks, errorsShown, typedText } from './act-errors';

describe('mistakes of the form of an act', () => {
  it('a field of blanks holds nothing; what is not asked for is not missed', () => {
    const values = { text: ' \n', reason: 'x', note: undefined, day: null };
    expect(blanks(values, ['text', 'reason', 'day', 'gone'], '!')).toEqual([
      ['text', '!'],
      ['day', '!'],
      ['gone', '!'],
    ]);
    expect(blanks(values, [], '!')).toEqual([]);
  });

  it('what the API refused stands at its field until that field is touched', () => {
    const refused = [
      { path: 'to.personId', message: 'not offered' },
      { path: '/replyDue', message: 'later' },
    ];
    expect([...errorsShown(refused, new Set(), [])]).toEqual([
      ['to', 'not offered'],
      ['replyDue', 'later'],
    ]);
    expect([...errorsShown(refused, new Set(['to']), [])]).toEqual([['replyDue', 'later']]);
  });

  it('what is found here outweighs what the API said of the same field', () => {
    const refused = [{ path: 'demand', message: 'too long' }];
    expect([...errorsShown(refused, new Set(), [['demand', 'fill in']])]).toEqual([['demand', 'fill in']]);
  });

  it('sends what was typed without the blanks around it, and nothing for nothing', () => {
    expect([typedText('  a b\n'), typedText('  '), typedText(undefined), typedText(3)]).toEqual([
      'a b',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
