import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { bytesOf } from '../../persistence/bytes';
import { toSql } from '../../persistence/instants';
import type { CaseWork } from '../cases/case-work';
import { endStage } from '../cases/stage-moves';

/** The period is over: the row is met, the stage ends `notice-over`. An alarm's effect, never early. Answers whether it ended. */
export async function endPublicNotice(work: CaseWork, row: LedgerRow): Promise<boolean> {
  const stage = (await work.stages.ofCase(work.file.id)).find((one) => one.id === row.stageId && one.endedAt === null);
  const ledger = await work.ledger();
  ledger.passPeriod(row, row.stageId);
  if (!stage) return false;
  await work.sql.run('UPDATE public_notice SET ended_at = ? WHERE stage_id = ? AND ended_at IS NULL', [
    toSql(work.now),
    bytesOf(stage.id),
  ]);
  work.record('noticePeriodEnded', 'nation', { dueOn: row.dueOn });
  await endStage(work, stage, 'notice-over', null);
  return true;
}
