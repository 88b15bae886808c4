import { bodyOfStage } from '../../contracts/procedure';
import { binds } from '../../domain/deadlines/ledger';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import type { CaseAtHand } from './recalculate';
import { concerned, refreshLimits } from './recalculate';
import type { Ledger } from './ledger';

/**
 * Limits whose pauses by request have taken all they may run again although the answer is still awaited: recorded, bound
 * to the open tasks again, and told to those concerned.
 */
export async function endCappedPauses(work: CaseAtHand, ledger: Ledger): Promise<void> {
  const rows = await ledger.endCappedPauses(work.sql);
  if (rows.length === 0) return;
  const tasks = (await work.tasks.ofCase(work.file.id)).filter((task) => task.state === 'open');
  const notifications = new NotificationRepository(work.sql);
  for (const row of rows) {
    const { pausesAtMost } = ledger.rule(row);
    work.record(row.kind === 'commitment' ? 'commitmentRunsAgain' : 'deadlineRunsAgain', row.body, {
      deadline: row.id,
      rule: row.ruleId,
      dueOn: row.dueOn,
      days: pausesAtMost?.days ?? null,
      basis: pausesAtMost?.basis ?? null,
    });
    const bound = tasks.filter((task) => binds(row, { ...task, body: bodyOfStage[task.stage] }));
    const params = { number: work.file.number, rule: row.ruleId, dueOn: row.dueOn };
    await notifications.add(
      [...(await concerned(work, row, bound))].map((personId) => ({
        personId,
        caseId: work.file.id,
        code: 'pause-used-up',
        params,
        at: work.now,
      })),
    );
  }
  await refreshLimits(work, ledger, tasks);
}
