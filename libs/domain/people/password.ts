import type { FieldCode } from '../../contracts/field-errors';
import { commonWords } from './common-words';

const shortest = 10;
const rows = ['1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./', 'abcdefghijklmnopqrstuvwxyz'];
const columns = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', '8ik,', '9ol.', '0p;/'];
const walks = [...rows, ...columns, columns.join(''), '!qaz@wsx#edc$rfv', 'qazwsxedcrfvtgb'].flatMap((walk) => [
  walk,
  Array.from(walk).reverse().join(''),
]);
const shifted: Record<string, string> = {
  '!': '1',
  '@': '2',
  '#': '3',
  $: '4',
  '%': '5',
  '^': '6',
  '&': '7',
  '*': '8',
};
const leet: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

const initials = 'zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]';
const finals =
  'iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v';
/** Two or three syllables: a name or a word, of which there are few. */
const fewSyllables = new RegExp(`^((${initials})?(${finals})){1,3}$`);

/**
 * Why a password is not taken; null where it is. At least 10 characters, not the account's name, and nothing a guesser
 * tries first: common words with numbers around them, names in pinyin, walks over the keyboard, dates and telephone
 * numbers, repeated patterns. No rule about kinds of characters, no end date.
 */
export function whyNotPassword(password: string, username: string): FieldCode | null {
  if (Array.from(password).length < shortest) return 'password-short';
  const text = password.normalize('NFKC').toLowerCase();
  const name = username.toLowerCase();
  if (text.includes(name) || (text.length >= 5 && name.includes(text))) return 'password-personal';
  return isGuessable(text) ? 'password-common' : null;
}

function isGuessable(text: string): boolean {
  if (new Set(text).size < 5 || /^\d{1,18}[\dx]?$/.test(text)) return true;
  if (isRepeated(text)) return true;
  const left = withoutWalks(text);
  if (left.length < 4) return true;
  return [text, text.replace(/[013457@$!]/g, (sign) => leet[sign] ?? sign)].some((one) => isDecorated(one));
}

/** A pattern of at most half its length, over and over. */
function isRepeated(text: string): boolean {
  const signs = Array.from(text);
  for (let period = 1; period <= signs.length / 2; period += 1) {
    if (signs.every((sign, at) => at < period || sign === signs[at - period])) return true;
  }
  return false;
}

/** What is left when every run of four or more neighbouring keys is taken out. */
function withoutWalks(text: string): string {
  const plain = text.replace(/[!@#$%^&*]/g, (sign) => shifted[sign] ?? sign);
  let left = '';
  for (let at = 0; at < plain.length;) {
    const length = walkAt(plain, at);
    if (length < 4) left += plain.charAt(at);
    at += length < 4 ? 1 : length;
  }
  return left;
}

function walkAt(text: string, at: number): number {
  let length = 0;
  for (const walk of walks) {
    let known = 1;
    while (at + known < text.length && walk.includes(text.slice(at, at + known + 1))) known += 1;
    length = Math.max(length, known);
  }
  return length;
}

/** Common words, one or two of them, or few syllables, with digits and signs around and between. */
function isDecorated(text: string): boolean {
  const parts = text.split(/[^a-z]+/).filter((part) => part.length > 0);
  const letters = parts.join('');
  if (letters.length < 4) return letters.length + 8 > text.length || isDate(text);
  if (parts.length > 2) return false;
  return parts.every((part) => part.length < 3 || isCommon(part)) || fewSyllables.test(letters);
}

function isCommon(word: string): boolean {
  if (commonWords.has(word)) return true;
  for (let at = 3; at <= word.length - 3; at += 1)
    if (commonWords.has(word.slice(0, at)) && commonWords.has(word.slice(at))) return true;
  return false;
}

const isDate = (text: string): boolean => /(19|20)\d{2}[^\d]?\d{1,2}[^\d]?\d{1,2}|1[3-9]\d{9}/.test(text);
