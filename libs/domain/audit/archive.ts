import type { Role } from '../../contracts/posts';
import {
  isArchiveStage,
  type ArchiveStage,
  type ArchiveState,
  type CaseKind,
  type CaseStatus,
  type Stage,
} from '../../contracts/procedure';
import { ends, opens, sequence, type StageTable } from '../cases/stage-table';

const archiving = (stage: ArchiveStage): StageTable =>
  sequence(stage, 'compile-file', {
    'compile-file': { compiled: opens('accept-file') },
    'accept-file': { accepted: ends('accepted'), returned: opens('compile-file') },
  });

/** 省级归档. Cases that ended at the province. */
export const provincialArchive = archiving('provincial-archive');
/** 归档. Cases that reached the nation. */
export const archive = archiving('archive');

/** The archive a case belongs to when it closes; null for what no authority ever received. */
export function archiveStageOf(closing: {
  kind: CaseKind;
  submitted: boolean;
  entered: readonly Stage[];
}): ArchiveStage | null {
  if (closing.kind !== 'designation') return null;
  if (closing.submitted) return 'archive';
  return closing.entered.some((stage) => stage !== 'declaration') ? 'provincial-archive' : null;
}

export const handlerOfArchive: Record<ArchiveStage, Role> = {
  'provincial-archive': 'provincial-handler',
  archive: 'national-handler',
};

/** Whether time counts for a case and its alarms ring: it is open, or it is closed and its archive is being worked. */
export const isRunning = (file: { status: CaseStatus; archive: ArchiveState | null }): boolean =>
  file.status === 'open' || file.archive === 'open';

/** Whether nothing may be done on a task any more because the case is closed; the archive's own tasks come after that. */
export const isOverFor = (status: CaseStatus, task: { stage: Stage }): boolean =>
  status === 'closed' && !isArchiveStage(task.stage);
