import * as z from 'zod';
import { auditEvent } from './audit';
import { id, idOut, instant, page, paging, person, typed } from './values';

export const breakGlassId = z.strictObject({ id: id('breakGlass') });
export const askBreakGlassInput = z.strictObject({
  caseNumber: typed(40),
  reason: typed(1000),
  hours: z.number().int().min(1).max(72),
});
export const askedBreakGlass = z.strictObject({ id: idOut('breakGlass') });
export const decideBreakGlassInput = z.strictObject({ grant: z.boolean() });
export const decidedBreakGlass = z.strictObject({ id: idOut('breakGlass'), until: instant.nullable() });

export const lookQuery = z.strictObject(paging);
/** The record of one case, newest event first; what experts said among themselves stays with them. */
export const breakGlassRecord = z.strictObject({
  number: z.string(),
  reason: z.string(),
  /** When the access ends by itself. */
  until: instant,
  items: z.array(auditEvent),
  next: z.string().nullable(),
});
export type BreakGlassRecord = z.infer<typeof breakGlassRecord>;

export const breakGlassQuery = z.strictObject(paging);
/** Who asked to read which case and why, and what became of it. Machine instants. */
export const breakGlassView = z.strictObject({
  id: idOut('breakGlass'),
  caseNumber: z.string(),
  reason: z.string(),
  hours: z.number().int(),
  /** `over`: its time ran out. */
  state: z.enum(['asked', 'running', 'over', 'refused', 'ended']),
  askedBy: person,
  askedAt: instant,
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  until: instant.nullable(),
  endedBy: person.nullable(),
  endedAt: instant.nullable(),
  allowedActions: z.array(z.enum(['decide', 'end', 'look'])),
});
export type BreakGlassView = z.infer<typeof breakGlassView>;

/** Newest first. `maxHours`: the longest that may be asked for here. */
export const breakGlassList = z.strictObject({
  ...page(breakGlassView).shape,
  mayAsk: z.boolean(),
  maxHours: z.number().int(),
});
export type BreakGlassList = z.infer<typeof breakGlassList>;
