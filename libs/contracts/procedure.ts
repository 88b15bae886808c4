import type { Body } from './posts';

/** Stages, steps and outcomes of the procedure. Names are those of the regulation's description; see docs/GLOSSARY.md. */
export const caseKinds = ['designation', 'reporting-year'] as const;
export type CaseKind = (typeof caseKinds)[number];

export const designationStages = [
  'declaration',
  'provincial-intake',
  'provincial-evaluation',
  'provincial-recommendation',
  'submission',
  'national-intake',
  'national-review',
  'national-decision',
  'public-notice',
  'issue',
] as const;
export type DesignationStage = (typeof designationStages)[number];

/** 归档, on a closed case: of the province where it ended there, of the nation where it came so far. */
export const archiveStages = ['provincial-archive', 'archive'] as const;
export type ArchiveStage = (typeof archiveStages)[number];
export const isArchiveStage = (stage: string): stage is ArchiveStage =>
  (archiveStages as readonly string[]).includes(stage);

export const reportingStages = ['planning'] as const;
export type ReportingStage = (typeof reportingStages)[number];

export const stages = [...designationStages, ...archiveStages, ...reportingStages] as const;
export type Stage = (typeof stages)[number];

export const stagesOfKind: Record<CaseKind, readonly Stage[]> = {
  designation: [...designationStages, ...archiveStages],
  'reporting-year': reportingStages,
};

/** The body at whose desk a stage is worked. */
export const bodyOfStage: Record<Stage, Body> = {
  declaration: 'hospital',
  'provincial-intake': 'province',
  'provincial-evaluation': 'province',
  'provincial-recommendation': 'province',
  submission: 'province',
  'national-intake': 'nation',
  'national-review': 'nation',
  'national-decision': 'nation',
  'public-notice': 'nation',
  issue: 'nation',
  'provincial-archive': 'province',
  archive: 'nation',
  planning: 'hospital',
};

export const steps = [
  'prepare-declaration',
  'sign-declaration',
  'check-completeness',
  'form-panel',
  'declare-interests',
  'evaluate',
  'write-report',
  'draft-recommendation',
  'check-recommendation',
  'sign-recommendation',
  'submit-to-nhc',
  'check-submission',
  'panel-meeting',
  'vote',
  'draft-decision',
  'check-decision',
  'sign-decision',
  'record-publication',
  'draft-notice',
  'check-notice',
  'sign-notice',
  'issue-notice',
  'forward-result',
  'compile-file',
  'accept-file',
  'file-annual-plan',
  'answer-request',
  'accept-answer',
  'answer-passed-on',
  'accept-passed-on',
  'decide-lapse',
  'confirm-lapse',
] as const;
export type Step = (typeof steps)[number];

export const outcomes = [
  'submitted-for-signature',
  'signed',
  'returned',
  'accepted',
  'not-accepted',
  'formed',
  'none',
  'evaluated',
  'reported',
  'minuted',
  'voted',
  'drafted',
  'agreed',
  'recommended',
  'not-recommended',
  'submitted',
  'propose-designation',
  'decline',
  'recorded',
  'notice-over',
  'issued',
  'forwarded',
  'compiled',
  'correction-requested',
  'supplement-requested',
  'answered',
  'items-returned',
  'extended',
  'decided-as-is',
  'lapsed',
] as const;
export type Outcome = (typeof outcomes)[number];

/** How a stage can end beside its own outcomes: answered by the workflow primitive, not by the stage's own file. */
export const interruptions = ['returned', 'recalled', 'withdrawn'] as const;
export type Interruption = (typeof interruptions)[number];
export type StageOutcome = Outcome | Interruption;

/** Results a case is closed with. */
export const results = ['designated', 'declined', 'not-recommended', 'not-accepted', 'withdrawn', 'lapsed'] as const;
export type Result = (typeof results)[number];

export const caseStatuses = ['open', 'on-hold', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** Where the archive of a closed case stands: its stage is open, or the file was accepted. None before, and for what no authority received. */
export const archiveStates = ['open', 'accepted'] as const;
export type ArchiveState = (typeof archiveStates)[number];

export type TaskState = 'open' | 'done' | 'cancelled';

/** Where a return or a recall leads. */
export interface Target {
  stage: Stage;
  step: Step;
}
