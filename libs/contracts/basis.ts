import * as z from 'zod';

/**
 * Standing of a value. `analogy` (pattern of the Administrative Licensing Law) and `proposal` (ours) are for programme
 * values only; neither they nor `unverified` may ever be shown as an official value.
 */
export const Basis = z.enum(['verified', 'derived', 'inferred', 'analogy', 'proposal', 'unverified']);
export type Basis = z.infer<typeof Basis>;

/** A value that carries its own standing and, where one is known, the title, number and date of its source. */
export function sourced<S extends z.ZodType>(value: S) {
  return z.strictObject({ value, basis: Basis, source: z.string().min(1).optional() });
}

export const LocalText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type LocalText = z.infer<typeof LocalText>;

/** Identifier of something in configuration: lower case words joined by hyphens. */
export const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case letters and digits joined by hyphens');
export const ProvinceCode = z.string().regex(/^\d{2}$/, 'two digits');
