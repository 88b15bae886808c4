import type { FormValues } from '../decisions/drafts';
import { formPath } from '../decisions/values';

/** Field and what is wrong with it, in words. */
export type FieldError = readonly [field: string, message: string];

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Those of the named fields that hold nothing. */
export const blanks = (values: FormValues, names: readonly string[], message: string): FieldError[] =>
  names.filter((name) => isBlank(values[name])).map((name) => [name, message]);

/**
 * What is shown beside the fields: mistakes found here, and what the API refused as long as the field was not touched
 * since. An error inside a value (`to.personId`) belongs to the field that holds it.
 */
export function errorsShown(
  refused: readonly { path: string; message: string }[],
  changed: ReadonlySet<string>,
  found: readonly FieldError[],
): Map<string, string> {
  const told = refused
    .map(({ path, message }): FieldError => [formPath(path).split('.')[0] ?? path, message])
    .filter(([field]) => !changed.has(field));
  return new Map([...told, ...found]);
}

/** What was typed, without the blanks around it; null where nothing was. */
export function typedText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}
