import type { Id } from '../../contracts/ids';
import type { Stage } from '../../contracts/procedure';
import { PanelRepository, type Expert } from '../../persistence/evaluation/panel-repository';
import type { CaseWork } from '../cases/case-work';

/** Those of the named persons who may sit on the stage's panel: in its pool, and without a hard conflict. */
export function eligibleExperts(work: CaseWork, stage: Stage, personIds: Id<'person'>[]): Promise<Expert[]> {
  const national = stage === 'national-review';
  return new PanelRepository(work.sql).eligible(
    national ? 'nation' : work.file.province,
    personIds,
    { caseId: work.file.id, applicantId: work.file.applicantId, otherLevel: national ? 'province' : 'nation' },
    work.today,
  );
}
