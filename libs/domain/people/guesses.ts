import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { commonWords } from './common-words';

/** More of a password would only take time: what needs this many guesses by then is not guessed. */
const looked = 64;
let factory: ZxcvbnFactory | null = null;

/**
 * How many guesses a password takes: against 49,000 breached passwords, the words this engine knows, dates, repetitions
 * and walks over the keyboard. The lists are loaded at the first question.
 */
export function guessesOf(password: string): number {
  factory ??= new ZxcvbnFactory({
    dictionary: { ...dictionary, 'words-here': [...commonWords] },
    graphs: adjacencyGraphs,
  });
  return factory.check(Array.from(password).slice(0, looked).join('')).guesses;
}
