import * as z from 'zod';
import { caseActions, taskActions } from '../actions';
import { id, idOut, organisation, person, role, stage, step, typed, words } from './values';

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

/** Everything that may be done on a case and its open tasks, as somebody stands to it. */
export const whyQuery = z.strictObject({ number: typed(40), ...whom });
export type WhyQuery = z.infer<typeof whyQuery>;

export const whyView = z.strictObject({
  caseId: idOut('case'),
  caseNumber: z.string(),
  person,
  /** Posts of the day, those stood in for with whose they are. */
  posts: z.array(z.strictObject({ role, organisation, onBehalfOf: person.nullable() })),
  acts: z.array(whyAnswer),
  tasks: z.array(
    z.strictObject({
      id: idOut('task'),
      stage,
      step,
      waitingForRole: role.nullable(),
      holder: person.nullable(),
      acts: z.array(whyAnswer),
    }),
  ),
});
export type WhyView = z.infer<typeof whyView>;

/** About whom the reader may ask beside themselves. */
export const whyPeople = z.strictObject({
  items: z.array(z.strictObject({ ...person.shape, roles: z.array(role), organisation })),
});
export type WhyPeople = z.infer<typeof whyPeople>;
