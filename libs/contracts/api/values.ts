import * as z from 'zod';
import { idPrefixes, type IdKind, type Id } from '../ids';
import { bodies, roles } from '../posts';
import { archiveStates, caseKinds, caseStatuses, outcomes, results, stages, steps } from '../procedure';

/** Text a person typed: no NUL, bounded. */
export const typed = (maxLength: number, minLength = 1) =>
  z
    .string()
    .min(minLength)
    .max(maxLength)
    .refine((text) => !text.includes('\u0000'), { message: 'nul' });

export const id = <K extends IdKind>(kind: K) =>
  z
    .string()
    .regex(new RegExp(`^${idPrefixes[kind]}_[0-9a-f]{32}$`))
    .transform((text) => text as Id<K>);
/** The same in answers: no transform, so that it has a JSON schema. */
export const idOut = (kind: IdKind) => z.string().regex(new RegExp(`^${idPrefixes[kind]}_[0-9a-f]{32}$`));

export const words = z.strictObject({ zh: z.string(), en: z.string() });
/** ISO 8601 instant, UTC, milliseconds. */
export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
export const legalDate = z.string().regex(/^\d{4}-\d\d-\d\d$/);

export const stage = z.enum(stages);
export const step = z.enum(steps);
export const outcome = z.enum(outcomes);
export const result = z.enum(results);
export const role = z.enum(roles);
export const body = z.enum(bodies);
export const caseKind = z.enum(caseKinds);
export const caseStatus = z.enum(caseStatuses);
export const archiveState = z.enum(archiveStates);
export const target = z.strictObject({ stage, step });

export const organisation = z.strictObject({ id: idOut('organisation'), name: words });
export const person = z.strictObject({ id: idOut('person'), name: words });

export const light = z.enum(['ok', 'due-soon', 'overdue', 'paused', 'provisional']);
/** A limit as a row shows it. `days`: working days left (positive) or overdue by (negative); null when paused. */
export const limit = z.strictObject({
  dueOn: legalDate.nullable(),
  dueAt: instant.nullable(),
  light,
  days: z.number().int().nullable(),
  pausedSince: legalDate.nullable(),
  provisional: z.boolean(),
});
export type Limit = z.infer<typeof limit>;

export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z.string().max(200).optional(),
};
export const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

const indicator = z.strictObject({
  id: z.string(),
  kind: z.string(),
  title: words,
  comparator: z.string().nullable(),
  threshold: z.union([z.number(), z.boolean()]).nullable(),
  unit: words.nullable(),
  years: z.number().int().nullable(),
  basis: z.string(),
});

/** A pinned standard as forms and records show it: every condition with its basis. */
export const standardView = z.strictObject({
  code: z.string(),
  title: words,
  label: words,
  indicators: z.array(indicator),
});
export type StandardView = z.infer<typeof standardView>;

/** application/problem+json (RFC 9457) */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  fields: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type Problem = z.infer<typeof problem>;
