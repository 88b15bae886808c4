import { mainPart } from '../../../contracts/messages';
import { archiveStageOf } from '../../../domain/audit/archive';
import type { CaseStage } from '../../../persistence/cases/stage-repository';
import type { CaseWork } from '../../cases/case-work';
import { enterInto } from '../../cases/stage-moves';

/**
 * 归档. Opens the archive's stage in the commit that closes the case, so that no crash lies between them; answers it, or
 * null for what no authority received. Raises the case's rev.
 */
export async function openArchive(work: CaseWork, earlier: readonly CaseStage[]): Promise<CaseStage | null> {
  const { kind } = work.file;
  const entered = earlier.map((one) => one.stage);
  const stage = archiveStageOf({ kind, submitted: work.parties.submitted, entered });
  if (!stage) return null;
  work.file.archive = 'open';
  return (await enterInto(work, stage, mainPart, null, earlier)).stage;
}
