import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { isRunning } from '../../domain/audit/archive';
import { isDatabaseAway } from '../../persistence/database';
import { CalendarJobRepository, type CalendarJob } from '../../persistence/deadlines/calendar-job-repository';
import { CaseWork } from '../cases/case-work';
import type { Office } from '../office';

/** Cases at once, each under its own lock: the disk's wait for one commit is another's work. */
const abreast = 4;

/** How much one call does at most, so that its caller can renew a lease or stop. */
export interface Share {
  cases: number;
  milliseconds: number;
}

/**
 * Carries a published calendar to the open cases, a share at a time, case by case under the case lock. May be stopped
 * anywhere and called again, also by two at once: a case that is done is passed over. Answers whether there is more.
 */
export async function carryCalendar(office: Office, share: Share): Promise<boolean> {
  const job = await office.database.read((sql) => new CalendarJobRepository(sql).next());
  if (!job) return false;
  if (job.state === 'waiting') return begin(office, job);
  const ids = await staleCases(office, job.version, job.caseAfter, share.cases);
  if (ids.length === 0) return endPass(office, job);
  const until = office.machineNow() + share.milliseconds;
  const next: CalendarJob = { ...job };
  for (let at = 0; at < ids.length && office.machineNow() < until; at += abreast) {
    const group = ids.slice(at, at + abreast);
    const results = await Promise.all(
      group.map((id) => recalculateCase(office, id).catch((error: unknown) => failureOf(error))),
    );
    results.forEach((moved, index) => note(next, group[index], moved));
  }
  await save(office, next, job);
  return true;
}

function note(job: CalendarJob, id: Id<'case'> | undefined, moved: number | string): void {
  job.done += 1;
  job.caseAfter = id ?? job.caseAfter;
  if (typeof moved === 'number') job.moved += moved;
  else {
    job.failed += 1;
    job.reason = `${String(id)}: ${moved}`.slice(0, 500);
  }
}

/** Cases that a unit of work begun before a publication left behind; nothing but the record needs it. */
export async function sweepCalendar(office: Office, share: Share): Promise<number> {
  const version = await office.database.read((sql) => new CalendarJobRepository(sql).currentVersion());
  const ids = await staleCases(office, version, null, share.cases);
  for (const id of ids) await recalculateCase(office, id).catch((error: unknown) => failureOf(error));
  return ids.length;
}

/** Recalculates one case by the calendar of now. Answers the number of limits that moved. */
export function recalculateCase(office: Office, caseId: Id<'case'>): Promise<number> {
  return office.database.transaction(async (sql) => {
    const work = await CaseWork.lock(office, sql, caseId);
    if (work.file.status === 'closed' && !isRunning(work.file)) return 0;
    await work.ledger();
    await work.settle();
    return work.movedLimits;
  });
}

async function begin(office: Office, job: CalendarJob): Promise<boolean> {
  const total = await office.database.read((sql) => new CalendarJobRepository(sql).countStale(job.version));
  await save(office, { ...job, state: 'running', total, startedAt: office.machineNow() }, job);
  return true;
}

/** At the end of the ids: done, or once more from the start for cases that were opened by the old calendar meanwhile. */
async function endPass(office: Office, job: CalendarJob): Promise<boolean> {
  const left = await staleCases(office, job.version, null, 1);
  if (left.length > 0 && job.failed === 0) {
    await save(office, { ...job, caseAfter: null }, job);
    return true;
  }
  const state = left.length > 0 ? 'incomplete' : 'done';
  await save(office, { ...job, state, total: job.done, endedAt: office.machineNow() }, job);
  return true;
}

const staleCases = (office: Office, version: number, after: Id<'case'> | null, limit: number) =>
  office.database.read((sql) => new CalendarJobRepository(sql).staleCases(version, after, limit));

const save = (office: Office, job: CalendarJob, from: CalendarJob): Promise<boolean> =>
  office.database.transaction((sql) => new CalendarJobRepository(sql).save(job, from));

/** One case that cannot be done must not hold up the others; a database that is away holds up all. */
function failureOf(error: unknown): string {
  if (isDatabaseAway(error)) throw error;
  if (error instanceof Refused) return error.code;
  return error instanceof Error ? error.message : String(error);
}
