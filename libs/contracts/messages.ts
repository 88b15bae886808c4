import type { Id } from './ids';
import type { CaseKind, Stage, StageOutcome, Result, Target } from './procedure';

/** Names below are contracts with running cases: rename only with a patch. */
export const caseSignal = 'case-message';
export const workflowTypes: Record<CaseKind, string> = {
  designation: 'designationCase',
  'reporting-year': 'yearlyReporting',
};

/** `<kind>:<case id>` */
export const workflowId = (kind: CaseKind, caseId: Id<'case'>): string => `${kind}:${caseId}`;

/** Input of every workflow: the record knows everything else. */
export interface CaseInput {
  caseId: Id<'case'>;
  /** Highest message taken by the run before this one (continue-as-new). */
  seq?: number;
}

/** A message is a hint: compared with where the workflow stands, never with a counter. */
export type CaseMessage =
  | {
      kind: 'stage-ended';
      seq: number;
      stage: Stage;
      part: string;
      round: number;
      outcome: StageOutcome;
      target?: Target;
    }
  | { kind: 'alarm-moved'; seq: number }
  | { kind: 'look'; seq: number };

/** What every activity call hands in: the highest message taken and the length of the history. */
export interface Handed {
  caseId: Id<'case'>;
  seq: number;
  historyLength: number;
}

/** Where the record says the case stands. Instants are real epoch milliseconds, never legal ones. */
export type Standing =
  | { at: 'stage'; stage: Stage; part: string; round: number; wakeAt: number | null }
  | {
      at: 'ended';
      stage: Stage;
      part: string;
      round: number;
      outcome: StageOutcome;
      target: Target | null;
    }
  | { at: 'closed' };

/** The end that the workflow answers: a move asked for again, after a lost answer, is known by it. */
export interface Left {
  stage: Stage;
  part: string;
  round: number;
}

export interface Entering extends Handed {
  after: Left;
  stage: Stage;
  part: string;
  target: Target | null;
}

export interface Closing extends Handed {
  after: Left;
  result: Result;
}

/** The activities of a case. Refusals are part of the answer; what they throw may be tried again. */
export interface CaseActivities {
  where(handed: Handed): Promise<Standing>;
  enter(entering: Entering): Promise<Standing>;
  ring(handed: Handed): Promise<Standing>;
  close(closing: Closing): Promise<Standing>;
}

export const mainPart = 'main';
