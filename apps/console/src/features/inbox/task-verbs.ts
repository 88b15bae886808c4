import type { Task } from '../../api/types';

/** Verbs on a task that have a form, in the order they are offered. */
const taskVerbs = [
  'reply',
  'hand-over',
  'assign',
  'reassign',
  'order',
  'recuse',
] as const satisfies readonly Task['allowedActions'][number][];
export type TaskVerb = (typeof taskVerbs)[number];

/** Those that the API allows now. */
export const verbsOn = (task: Pick<Task, 'allowedActions'>): TaskVerb[] =>
  taskVerbs.filter((verb) => task.allowedActions.includes(verb));

/** The verb of an address, where the API allows it now. */
export const verbNamed = (task: Pick<Task, 'allowedActions'>, text: string): TaskVerb | undefined =>
  verbsOn(task).find((verb) => verb === text);

/** The question that waits for a reply. */
export const openQuestion = (task: Pick<Task, 'replies'>): Task['replies'][number] | undefined =>
  task.replies.find((one) => one.endedAt === null);
