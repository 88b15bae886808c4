import * as z from 'zod';
import { body, idOut, instant, legalDate, person, role, step } from './values';

/** Who did it: shown inside the body in which it was done. */
const doer = z.strictObject({ ...person.shape, role });

export const urgeRow = z.strictObject({
  id: idOut('urge'),
  at: instant,
  workingDay: legalDate,
  /** The body that urged. */
  body,
  by: doer.nullable(),
  note: z.string().nullable(),
  /** Steps that were urged on; empty for readers outside the body they belong to. */
  steps: z.array(step),
});

/** What was done to keep a case moving, as far as the reader's bodies may know, newest first. */
export const supervision = z.strictObject({ urges: z.array(urgeRow) });
export type Supervision = z.infer<typeof supervision>;
