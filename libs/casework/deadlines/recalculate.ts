import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { bodies, type Body } from '../../contracts/posts';
import type { EventType } from '../../contracts/events';
import { bodyOfStage } from '../../contracts/procedure';
import type { Programme } from '../../contracts/programme';
import { calendarOf, type Calendar } from '../../domain/deadlines/calendar';
import { binds } from '../../domain/deadlines/ledger';
import { orderAlarmAt } from '../../domain/deadlines/supervising';
import type { CaseParties } from '../../domain/people/relation';
import type { CaseFile } from '../../persistence/cases/case-file';
import type { Task, TaskRepository } from '../../persistence/cases/task-repository';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { NotificationRepository, type NewNotification } from '../../persistence/deadlines/notification-repository';
import { OrderRepository, type SupervisionOrder } from '../../persistence/deadlines/order-repository';
import type { Sql } from '../../persistence/sql';
import { inTheirPlace, reach } from '../people/reach';
import type { Ledger } from './ledger';
import type { Recalculated } from './ledger-book';

/** The locked case whose ledger is read; its unit of work calls this before any other use of the ledger. */
export interface CaseAtHand {
  readonly sql: Sql;
  readonly file: CaseFile;
  readonly tasks: TaskRepository;
  readonly today: LegalDate;
  readonly now: number;
  readonly parties: CaseParties;
  readonly programme: Programme;
  readonly calendar: Calendar;
  record(type: EventType, body: Body, payload: Record<string, unknown>): void;
}

/**
 * Brings the ledger of a locked case to the calendar of now: adjustments, due dates, rungs and what binds the open
 * tasks; events where something changed, and one notification for each person concerned whose date moved. Answers the
 * number of limits that moved. That the engine hears of an earlier alarm is the settling's.
 */
export async function recalculate(work: CaseAtHand, ledger: Ledger): Promise<number> {
  const changed = await ledger.recalculate(work.sql);
  if (changed.length === 0) return 0;
  recordChanges(work, changed);
  const tasks = (await work.tasks.ofCase(work.file.id)).filter((task) => task.state === 'open');
  await refreshLimits(work, ledger, tasks);
  const moved = changed.filter((one) => one.moved);
  await new NotificationRepository(work.sql).add(await notificationsOf(work, moved, tasks));
  return moved.length;
}

/** When the missing answer to an order is told upwards, by the calendar of the body that issued it. Legal epoch ms. */
export const alarmOfOrder = (
  { calendar, file, programme }: Pick<CaseAtHand, 'calendar' | 'file' | 'programme'>,
  order: Pick<SupervisionOrder, 'body' | 'replyDue'>,
): number => orderAlarmAt(order.replyDue, calendarOf(calendar, order.body, file.province), programme.day);

/**
 * Brings the alarms of unanswered orders of a locked case to the calendar of now. The date of the answer is the
 * manager's and stays: nobody is told.
 */
export async function rearmOrders(work: CaseAtHand): Promise<void> {
  const { file } = work;
  if (file.orderAlarmAt === null) return;
  const orders = new OrderRepository(work.sql);
  const waiting = await orders.waiting(file.id);
  if (waiting.every((order) => order.calendarVersion >= work.calendar.version)) return;
  const alarms: number[] = [];
  for (const order of waiting) {
    const alarmAt = alarmOfOrder(work, order);
    await orders.rearm(order.id, alarmAt, work.calendar.version);
    alarms.push(alarmAt);
  }
  file.orderAlarmAt = Math.min(...alarms);
}

/** What a request binds one body to is no more for everybody than an internal limit. */
const isInner = (row: LedgerRow): boolean => row.kind === 'internal' || row.requestId !== null;

/** Internal limits are an event of their body alone; what binds the outside is one that the applicant reads too. */
function recordChanges(work: CaseAtHand, changed: readonly Recalculated[]): void {
  for (const body of bodies) {
    for (const internal of [true, false]) {
      const own = changed.filter(({ row }) => row.body === body && isInner(row) === internal);
      if (own.length === 0) continue;
      work.record(internal ? 'deadlinesRecalculated' : 'commitmentsRecalculated', body, {
        calendarVersion: own[0]?.row.calendarVersion ?? 0,
        limits: own.map(({ row, from, settled }) => ({
          deadline: row.id,
          rule: row.ruleId,
          from,
          to: row.dueOn,
          settled,
        })),
      });
    }
  }
}

/** What binds the open tasks moved: the inbox is sorted by it. */
export async function refreshLimits(work: CaseAtHand, ledger: Ledger, tasks: readonly Task[]): Promise<void> {
  const byDue = new Map<number | null, Id<'task'>[]>();
  for (const task of tasks) {
    const due = ledger.dueOfTask(task);
    if (due !== task.dueAt) byDue.set(due, [...(byDue.get(due) ?? []), task.id]);
  }
  for (const [due, ids] of byDue) await work.tasks.setDue(ids, due);
}

/** One for each person, of the earliest date that concerns them. */
async function notificationsOf(
  work: CaseAtHand,
  moved: readonly Recalculated[],
  tasks: readonly Task[],
): Promise<NewNotification[]> {
  const told = new Map<Id<'person'>, NewNotification>();
  const earliestFirst = [...moved].sort((a, b) => (a.row.dueAt ?? Infinity) - (b.row.dueAt ?? Infinity));
  for (const { row, from } of earliestFirst) {
    if (row.dueOn === null) continue;
    const bound = tasks.filter((task) => binds(row, { ...task, body: bodyOfStage[task.stage] }));
    for (const personId of await concerned(work, row, bound)) {
      if (told.has(personId)) continue;
      const params = {
        number: work.file.number,
        rule: row.ruleId,
        from,
        dueOn: row.dueOn,
        step: bound[0]?.step ?? null,
      };
      told.set(personId, { personId, caseId: work.file.id, code: 'deadline-moved', params, at: work.now });
    }
  }
  return [...told.values()];
}

/**
 * Holders of the open tasks a row binds (the whole post while unclaimed); where it binds none, the body's manager. Of a
 * commitment the applicant's preparers hear too. Deputies hear in the place of those who are away.
 */
export async function concerned(work: CaseAtHand, row: LedgerRow, bound: readonly Task[]): Promise<Set<Id<'person'>>> {
  const { people } = await reach(work, row.body, [bound.length > 0 ? 'holder' : 'manager'], bound);
  const found = new Set(people);
  if (row.kind !== 'commitment') return found;
  const preparers = [{ organisationId: work.file.applicantId, role: 'hospital-preparer' }];
  const asked = await new NotificationRepository(work.sql).holders(preparers, work.today);
  for (const person of (await inTheirPlace(work, asked, { bound: [] })).people) found.add(person);
  return found;
}
