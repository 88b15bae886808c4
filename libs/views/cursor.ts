import { Refused } from '../contracts/errors';
import { fieldError } from '../contracts/field-errors';

/** Keyset cursors are opaque: the last row's sort key, encoded. */
export const encodeCursor = (parts: readonly string[]): string => Buffer.from(parts.join('|')).toString('base64url');

/** Throws `invalid-input` for anything this engine did not make. */
export function decodeCursor(cursor: string, shapes: readonly RegExp[]): string[] {
  const parts = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  const fits = (shape: RegExp, part = ''): boolean =>
    shape.test(part) && (shape !== isoInstant || !Number.isNaN(Date.parse(part)));
  const wellFormed = parts.length === shapes.length && shapes.every((shape, index) => fits(shape, parts[index]));
  if (!wellFormed) throw new Refused('invalid-input', { fields: [fieldError('after', 'format')] });
  return parts;
}

export const hexId = /^[0-9a-f]{32}$/;
export const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A page of `limit` rows out of `limit + 1` read. */
export function pageOf<T, R>(rows: readonly T[], limit: number, cursorOf: (row: T) => string, present: (row: T) => R) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), next: rows.length > limit && last ? cursorOf(last) : null };
}
