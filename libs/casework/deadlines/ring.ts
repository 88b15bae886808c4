import { bodyOfStage } from '../../contracts/procedure';
import { binds, effectAt } from '../../domain/deadlines/ledger';
import { ringingAt, type RungInstant } from '../../domain/deadlines/rungs';
import type { Task } from '../../persistence/cases/task-repository';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import type { CaseWork } from '../cases/case-work';
import { reach, reachFacts } from '../people/reach';
import { takeEffect } from './consequences';
import { endCappedPauses } from './end-capped-pauses';
import type { Ledger } from './ledger';
import { ringOrders } from './ring-orders';

/**
 * Rings every rung of the case that is due, once each, and lets due instants have their effect. Called by the alarm
 * and by every command on the case, whichever comes first: lateness is the clock, not the alarm. Answers whether a due
 * instant had the effect of ending a stage.
 */
export async function ringDue(work: CaseWork): Promise<boolean> {
  const ledger = await work.ledger();
  await ringOrders(work);
  await endCappedPauses(work, ledger);
  const due = ledger.open().filter((row) => row.nextRungAt !== null && row.nextRungAt <= work.now);
  if (due.length === 0) return false;
  await ledger.knowRungs(work.sql, due);
  const ended = await takeEffects(work, ledger, due);
  const tasks = await openTasksOfCase(work);
  // What an effect closed rings no more.
  for (const row of due) if (row.closedAt === null) await ringRow(work, ledger, row, tasks);
  return ended;
}

async function takeEffects(work: CaseWork, ledger: Ledger, due: readonly LedgerRow[]): Promise<boolean> {
  let ended = false;
  for (const row of due) {
    const { whenDue } = ledger.rule(row);
    const effect = row.closedAt === null && row.dueAt !== null ? effectAt(whenDue, row.dueAt) : null;
    if (effect !== null && effect <= work.now) ended = (await takeEffect(whenDue, work, row)) || ended;
  }
  return ended;
}

async function openTasksOfCase(work: CaseWork): Promise<Task[]> {
  return (await work.tasks.ofCase(work.file.id)).filter((task) => task.state === 'open');
}

async function ringRow(work: CaseWork, ledger: Ledger, row: LedgerRow, tasks: Task[]): Promise<void> {
  if (row.dueAt === null) return;
  const ringing = ringingAt(ledger.rungs(row), ledger.recordedOf(row), {
    armedAt: row.armedAt,
    dueAt: row.dueAt,
    nowMs: work.now,
  });
  for (const rung of ringing.ring) {
    const named = rung.kind === 'escalation' ? ringing.named.map((one) => one.id) : [];
    await ring(work, ledger, row, rung, tasks, named);
  }
  for (const rung of [...ringing.skipped, ...ringing.named]) {
    ledger.recordRung(row, {
      deadlineId: row.id,
      rung: rung.id,
      dueOn: rung.dueOn,
      state: 'skipped',
      at: work.now,
      reached: [],
    });
  }
  ledger.rearm(row);
}

async function ring(
  work: CaseWork,
  ledger: Ledger,
  row: LedgerRow,
  rung: RungInstant,
  tasks: Task[],
  named: string[],
): Promise<void> {
  const bound = tasks.filter((task) => binds(row, { ...task, body: bodyOfStage[task.stage] }));
  const reached = await reach(work, row.body, rung.to, bound);
  const code = rung.kind === 'reminder' ? 'reminder' : 'escalation';
  await new NotificationRepository(work.sql).add(
    reached.people.map((personId) => ({
      personId,
      caseId: work.file.id,
      code,
      params: { number: work.file.number, rule: row.ruleId, dueOn: rung.dueOn, step: bound[0]?.step ?? null },
      at: work.now,
      rung: { deadlineId: row.id, id: rung.id },
    })),
  );
  work.record(rung.kind === 'reminder' ? 'reminderRung' : 'escalationRung', row.body, {
    deadline: row.id,
    rule: row.ruleId,
    rung: rung.id,
    dueOn: rung.dueOn,
    stage: bound[0]?.stage ?? null,
    step: bound[0]?.step ?? null,
    ...reachFacts(reached),
    names: named,
  });
  ledger.recordRung(row, {
    deadlineId: row.id,
    rung: rung.id,
    dueOn: rung.dueOn,
    state: 'rung',
    at: work.now,
    reached: reached.people,
  });
}
