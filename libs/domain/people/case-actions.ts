import type { Actor, Post, Role } from '../../contracts/posts';
import { bodyOfStage, type CaseKind, type CaseStatus, type Stage } from '../../contracts/procedure';
import { signatoryOf } from './posts-of-body';
import { postWithRole, type CaseParties } from './relation';

/** What entitlement to an act on the whole case needs to know. */
export interface CaseForActions {
  kind: CaseKind;
  status: CaseStatus;
  stage: Stage | null;
  parties: CaseParties;
  /** The center is in the registry: what follows then is revocation, not withdrawal. */
  designated: boolean;
  withdrawalPending: boolean;
}

export type CaseAct = 'withdraw' | 'agree-withdrawal' | 'hold' | 'resume' | 'add-document';

/** The post through which the actor may do the act on the case now; undefined where they may not. Deny by default. */
export function postForCaseAct(actor: Actor, act: CaseAct, on: CaseForActions): Post | undefined {
  if (on.status === 'closed') return undefined;
  const having = (role: Role): Post | undefined => postWithRole(actor, on.parties, role);
  switch (act) {
    case 'withdraw':
      if (on.kind !== 'designation' || on.withdrawalPending || on.designated) return undefined;
      return having(on.parties.submitted ? 'provincial-signatory' : 'hospital-signatory');
    case 'agree-withdrawal':
      return on.withdrawalPending && !on.designated ? having('national-signatory') : undefined;
    case 'hold':
      return on.status === 'open' ? signatoryAtDesk(on, having) : undefined;
    case 'resume':
      return on.status === 'on-hold' ? signatoryAtDesk(on, having) : undefined;
    case 'add-document':
      return having('hospital-preparer') ?? having('provincial-handler') ?? having('national-handler');
  }
}

/** The signatory of the body at whose desk the case lies; a hospital cannot stop its own case. */
function signatoryAtDesk(on: CaseForActions, having: (role: Role) => Post | undefined): Post | undefined {
  const body = on.stage === null ? 'hospital' : bodyOfStage[on.stage];
  return body === 'hospital' ? undefined : having(signatoryOf(body));
}

/** Stages from which on a withdrawal needs the nation's agreement. */
export const afterProposal: ReadonlySet<Stage> = new Set<Stage>(['public-notice', 'issue']);
