import { commonWords } from '../../../../../libs/domain/people/common-words';
import { whyNotPassword } from '../../../../../libs/domain/people/password';

/** Stands where the user name is not known: no text contains it. */
const noName = '\u0000';

export interface Rules {
  length: boolean;
  common: boolean;
  same: boolean;
}

/** A common word with digits and signs around it. The server weighs the rest: its lists are too long to be sent here. */
const plainGuesses = (text: string): number => (commonWords.has(text.replace(/[^a-z]/g, '')) ? 0 : Infinity);

/** Which of the rules what is typed meets, as far as it can be told while typing; the last word is the server's. */
export function rulesMet(password: string, again: string): Rules {
  const why = password === '' ? 'password-short' : whyNotPassword(password, noName, plainGuesses);
  return { length: why !== 'password-short', common: why === null, same: password !== '' && password === again };
}
