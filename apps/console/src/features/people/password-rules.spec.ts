import { describe, expect, it } from 'vitest';
import { guessesOf } from '../../../../../libs/domain/people/guesses';
import { rulesMet } from './password-rules';

describe('the rules of a password while it is typed', () => {
  it.each([
    ['', '', { length: false, common: false, same: false }],
    ['short', 'short', { length: false, common: false, same: true }],
    ['Password2026', '', { length: true, common: false, same: false }],
    ['plum kettle drifting', 'plum kettle', { length: true, common: true, same: false }],
    ['plum kettle drifting', 'plum kettle drifting', { length: true, common: true, same: true }],
  ])('%j and %j', (password, again, met) => {
    expect(rulesMet(password, again, guessesOf)).toEqual(met);
  });
});
