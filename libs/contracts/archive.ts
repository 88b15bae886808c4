import type { Outcome, Result, Stage, StageOutcome, Step } from './procedure';
import type { RequestState } from './requests';

/** What the record holds of a closed case, as far as the check-list asks. */
export interface FileFacts {
  result: Result | null;
  submitted: boolean;
  stages: readonly { stage: Stage; outcome: StageOutcome | null }[];
  /** Acts that stand, oldest first. */
  decisions: readonly { stage: Stage; step: Step; outcome: Outcome; document: string | null }[];
  papers: readonly { kind: 'submission' | 'notice' | 'withdrawal' | 'answer'; number: string; documentId: string }[];
  /** Documents that were not withdrawn, with the item of the programme's list they were filed under. */
  documents: ReadonlyMap<string, { slot: string | null }>;
  /** Items of the programme's list that a declaration must have. */
  requiredSlots: readonly string[];
  /** Notices that went out. */
  requests: readonly { state: RequestState; receipt: string | null }[];
}
