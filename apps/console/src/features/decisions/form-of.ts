import type { Outcome } from '../../../../../libs/contracts/procedure';
import type { OutcomeDefinition } from '../../../../../libs/contracts/step';
import { findStep } from '../../../../../libs/domain/cases/registry';
import type { Task } from '../../api/types';

export const draftKey = (taskId: string, outcome: Outcome): string => `${taskId}.${outcome}`;

/** Form, tone and confirmation of an outcome as the step registry has them. */
export const definitionOf = (task: Pick<Task, 'stage' | 'step'>, outcome: Outcome): OutcomeDefinition | undefined =>
  findStep(task.stage, task.step)?.outcomes[outcome];

/** Outcomes offered to the reader, the forward ones first. */
export function offered(task: Pick<Task, 'stage' | 'step' | 'outcomes'>): Outcome[] {
  const rank = { forward: 0, back: 1, end: 2 };
  const place = (outcome: Outcome): number => rank[definitionOf(task, outcome)?.tone ?? 'end'];
  return [...task.outcomes].sort((a, b) => place(a) - place(b));
}
