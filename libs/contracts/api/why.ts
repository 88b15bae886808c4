import * as z from 'zod';
import { caseActions, taskActions } from '../actions';
import { id, person, words } from './values';

/** Asked about oneself, or, by those who answer for the body, about another person. */
const whom = { person: id('person').optional() };
export const whyTaskQuery = z.strictObject({ action: z.enum(taskActions), ...whom });
export const whyCaseQuery = z.strictObject({ action: z.enum(caseActions), ...whom });

/** Why somebody may, or all that stands against it, in words. */
export const whyAnswer = z.strictObject({
  action: z.string(),
  person: person.nullable(),
  allowed: z.boolean(),
  /** The refusal a command would give. */
  because: z.string().nullable(),
  reasons: z.array(z.strictObject({ code: z.string(), words })),
});
export type WhyAnswer = z.infer<typeof whyAnswer>;
