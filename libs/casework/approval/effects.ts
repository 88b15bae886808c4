import { signDeclaration } from '../declaration/sign-declaration';
import { submitToNhc } from '../declaration/submit-to-nhc';
import { issueNotice } from '../designation/issue-notice';
import { requestEffects } from '../documents/requests/request-effects';
import { recordPublication } from '../designation/record-publication';
import { formPanel } from '../evaluation/form-panel';
import { acceptFile, compileFile } from '../audit/archive/archive-acts';
import type { Effect } from './act-at-work';
import { giveReasons } from './give-reasons';

/** By stage/step/outcome. A slice adds its effects for its steps; most steps have none. */
export const effects: Partial<Record<string, Effect>> = {
  'declaration/sign-declaration/signed': signDeclaration,
  'provincial-evaluation/form-panel/formed': formPanel,
  'provincial-recommendation/sign-recommendation/not-recommended': giveReasons,
  'submission/submit-to-nhc/submitted': submitToNhc,
  'national-review/form-panel/formed': formPanel,
  'national-decision/sign-decision/decline': giveReasons,
  'public-notice/record-publication/recorded': recordPublication,
  'issue/issue-notice/issued': issueNotice,
  'provincial-archive/compile-file/compiled': compileFile,
  'provincial-archive/accept-file/accepted': acceptFile,
  'archive/compile-file/compiled': compileFile,
  'archive/accept-file/accepted': acceptFile,
  ...requestEffects,
};
