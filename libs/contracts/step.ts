import type { Field, Words } from './forms';
import type { Role } from './posts';
import type { Outcome, Stage, Step } from './procedure';

/** A paper passes drafter, checker and signatory: three persons. */
export interface PaperPart {
  paper: 'declaration' | 'recommendation' | 'decision' | 'notice' | 'lapse' | 'file';
  part: 'draft' | 'check' | 'sign';
}

/** Who does a step: a post of the stage's body, every seat of the panel, or its lead. */
export type Doer = { role: Role } | { seat: 'each' | 'lead' };

export interface OutcomeDefinition {
  form: readonly Field[];
  /** What the choice is called here, where the outcome's own word says something else. */
  label?: Words;
  /** Shown before submitting when the choice ends something or is odd. */
  confirm?: Words;
  tone: 'forward' | 'back' | 'end';
  /** False where this outcome puts something outside the house, though the step may be taken back otherwise. */
  recallable?: false;
}

/** All that console, API, commands and tests need to know of a step. */
export interface StepDefinition {
  stage: Stage;
  step: Step;
  doer: Doer;
  outcomes: Partial<Record<Outcome, OutcomeDefinition>>;
  paper?: PaperPart;
  /** May be named by a return. */
  returnable: boolean;
  /** False where the act puts something outside the house. */
  recallable: boolean;
  /** What the doer is asked to do, one sentence. */
  purpose: Words;
}
