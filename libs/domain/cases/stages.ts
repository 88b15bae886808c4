import type { Stage } from '../../contracts/procedure';
import { archive, provincialArchive } from '../audit/archive';
import { nationalDecision } from '../approval/national-decision';
import { provincialRecommendation } from '../approval/provincial-recommendation';
import { declaration } from '../declaration/declaration';
import { nationalIntake } from '../declaration/national-intake';
import { provincialIntake } from '../declaration/provincial-intake';
import { submission } from '../declaration/submission';
import { issue } from '../designation/issue';
import { publicNotice } from '../designation/public-notice';
import { nationalReview } from '../evaluation/national-review';
import { provincialEvaluation } from '../evaluation/provincial-evaluation';
import { planning } from '../reporting/planning';
import type { StageTable } from './stage-table';

/** Raised when a table changes; an open stage keeps the version it was entered with. */
export const procedureVersion = 1;

export const stageTables = {
  declaration,
  'provincial-intake': provincialIntake,
  'provincial-evaluation': provincialEvaluation,
  'provincial-recommendation': provincialRecommendation,
  submission,
  'national-intake': nationalIntake,
  'national-review': nationalReview,
  'national-decision': nationalDecision,
  'public-notice': publicNotice,
  issue,
  'provincial-archive': provincialArchive,
  archive,
  planning,
} satisfies Record<Stage, StageTable>;

/** The table of a stage in the given procedure version. Throws for a version this code does not keep. */
export function stageTable(stage: Stage, version: number): StageTable {
  if (version !== procedureVersion) throw new Error(`procedure version ${String(version)} is not kept by this code`);
  return stageTables[stage];
}
