import type { Words } from './forms';
import type { Id } from './ids';

/** What a deputy stands in for: all of the post, the cases of one call, or the steps that are named. */
export type DeputyScope =
  { kind: 'post' } | { kind: 'call'; callId: Id<'call'> } | { kind: 'steps'; steps: readonly string[] };
export const deputyScopeKinds = ['post', 'call', 'steps'] as const satisfies readonly DeputyScope['kind'][];

/** On a post that is somebody else's: whose, by which grant, and how far it reaches. */
export interface OnBehalf {
  personId: Id<'person'>;
  name: Words;
  deputyId: Id<'deputy'>;
  scope: DeputyScope;
}

/** An act as a scope sees it. `step`: of a task; null for an act on a whole case, `callId` null for one on no case. */
export interface ActInScope {
  callId: Id<'call'> | null;
  step: string | null;
}

/** Whether a scope reaches an act. Deny by default: named steps are tasks of these steps and nothing else. */
export function coversAct(scope: DeputyScope, act: ActInScope): boolean {
  switch (scope.kind) {
    case 'post':
      return true;
    case 'call':
      return act.callId === scope.callId;
    case 'steps':
      return act.step !== null && scope.steps.includes(act.step);
  }
}
