import type { Role } from '../../../../../libs/contracts/posts';
import type { Stage, Step } from '../../../../../libs/contracts/procedure';
import { findStep } from '../../../../../libs/domain/cases/registry';

/** Post that does a step; null where a seat of the panel does it. */
export function roleOfStep(stage: Stage, step: Step): Role | null {
  const doer = findStep(stage, step)?.doer;
  return doer && 'role' in doer ? doer.role : null;
}
