import type { Stage } from '../../contracts/procedure';
import type { Barred, PanelLevel } from '../../persistence/evaluation/panel-repository';
import type { CaseWork } from '../cases/case-work';

export const levelOfPanel = (stage: Stage): PanelLevel => (stage === 'national-review' ? 'nation' : 'province');

/** Who may sit on the stage's panel: those of its pool, without a hard conflict. */
export function panelRule(work: CaseWork, stage: Stage): { pool: string; barred: Barred; today: string } {
  const national = levelOfPanel(stage) === 'nation';
  return {
    pool: national ? 'nation' : work.file.province,
    barred: { caseId: work.file.id, applicantId: work.file.applicantId, otherLevel: national ? 'province' : 'nation' },
    today: work.today,
  };
}
