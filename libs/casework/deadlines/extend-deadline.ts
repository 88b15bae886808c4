import type { ExtensionInput, ExtensionReceipt } from '../../contracts/api/deadlines';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { bodyOfStage } from '../../contracts/procedure';
import { whyNotExtend } from '../../domain/deadlines/extending';
import { binds } from '../../domain/deadlines/ledger';
import { entitled } from '../../domain/people/entitlement';
import { bodiesOnCase, seesCase } from '../../domain/people/relation';
import type { LegalDate } from '../../contracts/deadlines';
import { LedgerRepository, type LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { actorFacts, CaseWork } from '../cases/case-work';
import { allowed } from '../cases/permit';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { requireConfirmed } from '../people/confirmed';
import type { Ledger } from './ledger';
import { concerned, refreshLimits } from './recalculate';
import { ringDue } from './ring';
import { receiptOfAct } from '../cases/receipts';

type Input = { caseId: Id<'case'>; deadlineId: Id<'deadline'>; key: Key } & ExtensionInput;

/**
 * 延期: the signatory of the body whose limit it is adds days, as often and by as many as the pinned programme says, before
 * the limit has run out. Of a commitment the applicant is told with the reason. Two at once meet at the case's lock: the
 * second finds the extension used up. Refused: not-found, not-entitled, other-side, case-closed, on-hold, deadline-closed,
 * not-extendable, deadline-over, extension-used-up, extension-too-long, step-up-needed.
 */
export function extendDeadline(actor: Actor, input: Input, office: Office): Promise<ExtensionReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const ledger = await work.ledger();
    const { row, post } = await requireMayExtend(actor, work, ledger, input);
    requireConfirmed(actor);
    await ringDue(work);
    await ledger.knowRungs(sql, [row]);
    const from = row.dueOn;
    ledger.extend(row, input.days);
    work.record(row.kind === 'commitment' ? 'commitmentExtended' : 'deadlineExtended', row.body, {
      actor: actorFacts(actor, post),
      deadline: row.id,
      rule: row.ruleId,
      days: input.days,
      from,
      dueOn: row.dueOn,
      reason: input.reason,
      explanation: ledger.due(row).lines,
    });
    await tell(work, ledger, row, input, from);
    await work.settle();
    return {
      ...receiptOfAct(work),
      deadlineId: row.id,
      from,
      dueOn: row.dueOn,
      dueAt: row.dueAt === null ? null : new Date(row.dueAt).toISOString(),
    };
  });
}

async function requireMayExtend(
  actor: Actor,
  work: CaseWork,
  ledger: Ledger,
  input: Input,
): Promise<{ row: LedgerRow; post: Post }> {
  if (!seesCase(work.standing(actor), work.parties, false)) throw new Refused('not-found');
  // Closed rows are not in the open ledger; that such a limit was there is told to those who may know of it.
  const row =
    ledger.open().find((one) => one.id === input.deadlineId) ??
    (await new LedgerRepository(work.sql).find(work.file.id, input.deadlineId));
  const bodies = bodiesOnCase(actor, work.parties);
  if (!row || (row.kind === 'internal' && !bodies.has(row.body))) throw new Refused('not-found');
  const { parties, acted, file } = work;
  const on = { parties, acted, status: file.status, body: row.body };
  const post = allowed(entitled(work.standing(actor), 'extend-deadline', on));
  const refused = whyNotExtend(ledger.rule(row), row, input.days, work.now);
  if (refused) throw new Refused(refused);
  return { row, post };
}

async function tell(work: CaseWork, ledger: Ledger, row: LedgerRow, input: Input, from: LegalDate | null) {
  const tasks = (await work.tasks.ofCase(work.file.id)).filter((task) => task.state === 'open');
  await refreshLimits(work, ledger, tasks);
  const bound = tasks.filter((task) => binds(row, { ...task, body: bodyOfStage[task.stage] }));
  const params = {
    number: work.file.number,
    rule: row.ruleId,
    days: input.days,
    from,
    ...(row.dueOn === null ? {} : { dueOn: row.dueOn }),
    // Bounded here; the whole reason is in the event.
    note: input.reason.slice(0, 100),
  };
  await new NotificationRepository(work.sql).add(
    [...(await concerned(work, row, bound))].map((personId) => ({
      personId,
      caseId: work.file.id,
      code: 'deadline-extended',
      params,
      at: work.now,
    })),
  );
}
