import type { Id } from '../../contracts/ids';
import { bodyOfStage } from '../../contracts/procedure';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import type { CaseWork } from '../cases/case-work';
import { endStage } from '../cases/stage-moves';

/**
 * 视为受理: an intake that did not answer in time has accepted. The check is nobody's any more, the stage ends `accepted`
 * with the day its limit ran out, and everybody concerned is told. Answers whether a stage ended. Only where the
 * programme says so.
 */
export async function deemAccepted(work: CaseWork, row: LedgerRow): Promise<boolean> {
  const stage = (await work.stages.ofCase(work.file.id)).find((one) => one.id === row.stageId && one.endedAt === null);
  const ledger = await work.ledger();
  ledger.miss(row, row.stageId);
  if (!stage) return false;
  await cancelCheck(work, stage);
  work.record('deemedAccepted', bodyOfStage[stage.stage], {
    stage: stage.stage,
    rule: row.ruleId,
    dueOn: row.dueOn,
    basis: ledger.rule(row).basis,
  });
  await tell(work, row, stage);
  // What the acceptance begins runs from the day on which the limit ran out, however late this is found.
  await endStage(work, stage, 'accepted', null, { on: row.dueOn });
  return true;
}

async function cancelCheck(work: CaseWork, stage: CaseStage): Promise<void> {
  const open = (await work.tasks.ofStage(work.file.id, stage.stage)).filter(
    (task) => task.stageId === stage.id && task.state === 'open',
  );
  const ids = open.map((task) => task.id);
  await work.tasks.cancel(ids, work.now);
  await work.tasks.hide(ids);
  (await work.ledger()).cancelTasks(ids);
}

/** The applicant, the province of what it submitted, and whoever should have checked and their manager. */
async function tell(work: CaseWork, row: LedgerRow, stage: CaseStage): Promise<void> {
  const { applicantId, provinceId, nationId, number, id } = work.file;
  const desk: { organisationId: Id<'organisation'>; role: string }[] =
    bodyOfStage[stage.stage] === 'nation'
      ? [
          { organisationId: provinceId, role: 'provincial-handler' },
          { organisationId: nationId, role: 'national-handler' },
          { organisationId: nationId, role: 'national-manager' },
        ]
      : [
          { organisationId: provinceId, role: 'provincial-handler' },
          { organisationId: provinceId, role: 'provincial-manager' },
        ];
  const notifications = new NotificationRepository(work.sql);
  const posts = [{ organisationId: applicantId, role: 'hospital-preparer' }, ...desk];
  const people = await notifications.holders(posts, work.today);
  const params = { number, rule: row.ruleId, dueOn: row.dueOn, stage: stage.stage };
  await notifications.add(
    [...new Set(people)].map((personId) => ({ personId, caseId: id, code: 'deemed-accepted', params, at: work.now })),
  );
}
