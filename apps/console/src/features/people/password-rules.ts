import { useEffect, useState } from 'react';
import { whyNotPassword } from '../../../../../libs/domain/people/password';

/** Stands where the user name is not known: no text contains it. */
const noName = '\u0000';

export type GuessesOf = (password: string) => number;

export interface Rules {
  length: boolean;
  common: boolean;
  same: boolean;
}

/** Which of the rules what is typed meets, by the function the server refuses with; the user name is checked there alone. */
export function rulesMet(password: string, again: string, guessesOf: GuessesOf): Rules {
  const why = password === '' ? 'password-short' : whyNotPassword(password, noName, guessesOf);
  return { length: why !== 'password-short', common: why === null, same: password !== '' && password === again };
}

/** Counts guesses as the server does; the lists are large and fetched when they are needed. Until then nothing counts as hard to guess. */
export function useGuesses(): GuessesOf {
  const [guessesOf, set] = useState<GuessesOf>(() => () => 0);
  useEffect(() => {
    void import('../../../../../libs/domain/people/guesses').then((loaded) => set(() => loaded.guessesOf));
  }, []);
  return guessesOf;
}
