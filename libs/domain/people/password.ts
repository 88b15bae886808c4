import type { FieldCode } from '../../contracts/field-errors';

const shortest = 10;
/** What a password must take to be guessed: beyond what can be tried against a stolen table in days. */
const fewestGuesses = 1e10;

const initials = 'zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]';
const finals =
  'iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v';
/** Two or three syllables: a name or a word, of which there are few. */
const fewSyllables = new RegExp(`^((${initials})?(${finals})){1,3}$`);

/**
 * Why a password is not taken; null where it is. At least 10 characters, not the account's name, and nothing a guesser
 * tries first: what `guessesOf` knows (breached passwords, common words, patterns), names in pinyin with numbers around
 * them, identity and telephone numbers. No rule about kinds of characters, no end date.
 */
export function whyNotPassword(
  password: string,
  username: string,
  guessesOf: (text: string) => number,
): FieldCode | null {
  if (Array.from(password).length < shortest) return 'password-short';
  const text = password.normalize('NFKC').toLowerCase();
  const name = username.toLowerCase();
  if (text.includes(name) || (text.length >= 5 && name.includes(text))) return 'password-personal';
  return isNumber(text) || isName(text) || guessesOf(text) < fewestGuesses ? 'password-common' : null;
}

const isNumber = (text: string): boolean => /^\d{1,18}[\dx]?$/.test(text);

/** A few syllables in one run, and beside them digits and signs only. */
function isName(text: string): boolean {
  const runs = text.split(/[^a-z]+/).filter((run) => run !== '');
  return runs.length === 1 && fewSyllables.test(runs[0] ?? '');
}
