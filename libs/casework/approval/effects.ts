import type { Actor, Post } from '../../contracts/posts';
import type { Decision } from '../../persistence/approval/decision-repository';
import type { Task } from '../../persistence/cases/task-repository';
import type { Seat } from '../../persistence/evaluation/panel-repository';
import type { CaseWork } from '../cases/case-work';
import { signDeclaration } from '../declaration/sign-declaration';
import { submitToNhc } from '../declaration/submit-to-nhc';
import { issueNotice } from '../designation/issue-notice';
import { recordPublication } from '../designation/record-publication';
import { formPanel } from '../evaluation/form-panel';
import { giveReasons } from './give-reasons';

export interface ActAtWork {
  work: CaseWork;
  task: Task;
  decision: Decision;
  actor: Actor;
  post: Post;
}

/** A step's own effect beside what follows; answers the panel's seats where it changed them. */
export type Effect = (act: ActAtWork) => Promise<Seat[] | undefined>;

/** By stage/step/outcome. A slice adds its effects for its steps; most steps have none. */
export const effects: Partial<Record<string, Effect>> = {
  'declaration/sign-declaration/signed': signDeclaration,
  'provincial-intake/check-completeness/not-accepted': giveReasons,
  'provincial-evaluation/form-panel/formed': formPanel,
  'provincial-recommendation/sign-recommendation/not-recommended': giveReasons,
  'submission/submit-to-nhc/submitted': submitToNhc,
  'national-review/form-panel/formed': formPanel,
  'national-decision/sign-decision/decline': giveReasons,
  'public-notice/record-publication/recorded': recordPublication,
  'issue/issue-notice/issued': issueNotice,
};
