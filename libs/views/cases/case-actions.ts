import type { CaseAction } from '../../contracts/api/cases';
import { caseActions } from '../../contracts/actions';
import type { Acted, Actor } from '../../contracts/posts';
import { bodyOfStage } from '../../contracts/procedure';
import type { CaseObject } from '../../domain/people/case-rules';
import { entitled } from '../../domain/people/entitlement';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import { partiesOf, type ReadCase } from './case-reader';

/** A case as entitlement is asked about it. `acted` of whoever is asked about. */
export function caseAtHand(
  read: ReadCase,
  stages: readonly CaseStage[],
  withdrawalPending: boolean,
  acted: Acted,
): CaseObject {
  const { file, seated } = read;
  const open = stages.find((stage) => stage.endedAt === null);
  return {
    kind: file.kind,
    status: file.status,
    stage: open?.stage ?? file.stage,
    archive: file.archive,
    parties: partiesOf(file),
    designated: file.kind === 'designation' && file.centerId !== null,
    withdrawalPending,
    handingOver: open === undefined,
    worked: new Set(stages.filter((stage) => stage.endedAt !== null).map((stage) => bodyOfStage[stage.stage])),
    legalHold: file.legalHolds > 0,
    seated,
    acted,
  };
}

/** What is offered on a case: what entitlement allows, and of watching the one that would change something. */
export const actionsOnCase = (actor: Actor, read: ReadCase, on: CaseObject): CaseAction[] =>
  caseActions.filter(
    (action) => action !== (read.watching ? 'watch' : 'unwatch') && entitled(actor, action, on).allowed,
  );
