import * as z from 'zod';
import { auditEvent } from './audit';
import { id, idOut, instant, paging, typed } from './values';

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
  items: z.array(auditEvent),
  next: z.string().nullable(),
});
