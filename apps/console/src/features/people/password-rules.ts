import { whyNotPassword } from '../../../../../libs/domain/people/password';

/** Stands where the user name is not known: no text contains it. */
const noName = '\u0000';

export interface Rules {
  length: boolean;
  common: boolean;
  same: boolean;
}

/** Which of the rules what is typed meets, by the function the server refuses with; the user name is checked there alone. */
export function rulesMet(password: string, again: string): Rules {
  const why = password === '' ? 'password-short' : whyNotPassword(password, noName);
  return { length: why !== 'password-short', common: why === null, same: password !== '' && password === again };
}
