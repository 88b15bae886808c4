import type { FieldError } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import { formatOfName, type FileFormat } from '../../contracts/file-formats';

/** An item as an answer is checked against it, with what is saved for it now. */
export interface AnsweredItem {
  id: string;
  required: boolean;
  formats: readonly FileFormat[];
  text: string | null;
  unavailableBecause: string | null;
  files: readonly { fileName: string }[];
}

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

export const isAnswered = (item: Pick<AnsweredItem, 'text' | 'unavailableBecause' | 'files'>): boolean =>
  !isBlank(item.text) || !isBlank(item.unavailableBecause) || item.files.length > 0;

/** Everything that keeps an answer from being submitted, at once; none for a complete one. */
export function problemsOfAnswer(items: readonly AnsweredItem[]): FieldError[] {
  return items.flatMap((item) => {
    const path = `items.${item.id}`;
    if (item.required && !isAnswered(item)) return [fieldError(path, 'answer-missing')];
    return problemsOfFiles(path, item);
  });
}

/** Files whose format the item does not accept. */
export function problemsOfFiles(path: string, item: Pick<AnsweredItem, 'formats' | 'files'>): FieldError[] {
  return item.files.flatMap((file, index) => {
    const format = formatOfName(file.fileName);
    const accepted = format !== null && item.formats.includes(format);
    return accepted ? [] : [fieldError(`${path}.files.${String(index)}`, 'format-not-accepted')];
  });
}

export interface CoveringLetter {
  number?: string | undefined;
  dated?: string | undefined;
  original?: string | undefined;
}

/** Number, date and sealed original belong together: all where a letter is wanted, else all or none. */
export function problemsOfLetter(letter: CoveringLetter, wanted: boolean): FieldError[] {
  const parts = ['number', 'dated', 'original'] as const;
  if (!wanted && parts.every((part) => letter[part] === undefined)) return [];
  return parts.filter((part) => letter[part] === undefined).map((part) => fieldError(part, 'letter-missing'));
}

/** What an own check vouched for: the revisions of all items. A change after it is another mark. */
export const markOfAnswers = (items: readonly { no: number; answerRev: number }[]): string =>
  [...items]
    .sort((a, b) => a.no - b.no)
    .map((item) => item.answerRev)
    .join('.');
