import type { Id } from '../../contracts/ids';
import type { Acted, Actor, Side } from '../../contracts/posts';
import type { Stage } from '../../contracts/procedure';
import { bytesOf, bytesOrNull, idOf } from '../bytes';
import { toSql, toSqlOrNull } from '../instants';
import { marks, type Sql } from '../sql';
import type { TaskCases } from './task-cases';
import { caseFileOf, type CaseFile, type CaseFileRow } from './case-file';

/** A case under its row lock, with what else one statement could tell. */
export interface LockedCase {
  file: CaseFile;
  /** Legal clock read after the lock was held: `legalNow − machineNow`, milliseconds. */
  clockOffset: number;
  calendarVersion: number;
  /** What the asking person, and everybody they stand in for, did in this case. */
  acted: Acted;
  /** Grants of the asking person that still stand: first and last day, by the id's hex digits. */
  grants: ReadonlyMap<string, { from: string; to: string }>;
  /** Whether the asking person stepped back from the task asked for. */
  recused: boolean;
  /** Whether anybody watches the case. */
  watched: boolean;
  /** Stage of the task asked for, when a task was asked for. */
  taskStage: Stage | null;
}

type LockRow = CaseFileRow & {
  clock_offset: number | string;
  calendar_version: number;
  acted: string | null;
  helped: string | null;
  grants: string | null;
  recused: number;
  watched: number;
  task_stage: Stage | null;
};

/** Who asks for the lock: with the people and grants they may act by. */
interface Asking {
  people: Buffer[];
  grants: Buffer[];
}

const nobody = Buffer.alloc(16);

function askingOf(actor: Actor | undefined): Asking {
  if (!actor) return { people: [nobody], grants: [nobody] };
  const behalf = actor.posts.flatMap((post) => post.onBehalfOf ?? []);
  const people = [...new Set([actor.personId, ...behalf.map((one) => one.personId)])];
  return { people: people.map(bytesOf), grants: [nobody, ...behalf.map((one) => bytesOf(one.deputyId))] };
}

/**
 * Subselects, not joins: a join would lock the clock row and the task before the case. Each depends on the case's row:
 * one that does not may be read before the lock is held, with a view of the record from before the wait.
 */
const afterLock = 'c.rev >= 0';
const extras = ({ people, grants }: Asking) => {
  const persons = marks(people.length);
  return {
    sql: `(SELECT k.offset_ms FROM clock k WHERE k.id = 1 AND ${afterLock}) AS clock_offset,
  (SELECT k.calendar_version FROM clock k WHERE k.id = 1 AND ${afterLock}) AS calendar_version,
  (SELECT GROUP_CONCAT(DISTINCT CONCAT_WS(':', d.side, HEX(d.person_id), HEX(d.on_behalf_of))) FROM decision d
   WHERE d.case_id = c.id AND (d.person_id IN (${persons}) OR d.on_behalf_of IN (${persons}))) AS acted,
  (SELECT GROUP_CONCAT(DISTINCT CONCAT(a.stage, '/', a.step, ':', HEX(a.to_person))) FROM task_assignment a
   WHERE a.case_id = c.id AND a.to_person IN (${persons}) AND a.reply IS NOT NULL) AS helped,
  (SELECT GROUP_CONCAT(CONCAT_WS(':', HEX(g.id), g.valid_from, g.valid_to)) FROM deputy g
   LEFT JOIN deputy_revocation x ON x.deputy_id = g.id
   WHERE g.id IN (${marks(grants.length)}) AND x.deputy_id IS NULL AND ${afterLock}) AS grants,
  EXISTS (SELECT 1 FROM case_watch w WHERE w.case_id = c.id) AS watched`,
    params: [...people, ...people, ...people, ...grants],
  };
};

export class CaseRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Locks the case of a task; undefined where there is no such task. Case rows are locked before tasks, always. The
   * task's case never changes, so it is found first: found in the locking statement itself, it would open that
   * statement's view before the lock is held, and what another did meanwhile would not be seen.
   */
  async lockByTask(taskId: Id<'task'>, actor: Actor, cases: TaskCases): Promise<LockedCase | undefined> {
    const caseId = await cases.find(this.sql, taskId);
    return caseId && this.lockRow(caseId, actor, bytesOf(taskId));
  }

  lock(caseId: Id<'case'>, actor?: Actor): Promise<LockedCase | undefined> {
    return this.lockRow(bytesOf(caseId), actor, nobody);
  }

  private async lockRow(caseId: Buffer, actor: Actor | undefined, task: Buffer): Promise<LockedCase | undefined> {
    const more = extras(askingOf(actor));
    const row = await this.sql.row<LockRow>(
      `SELECT c.*, ${more.sql}, (SELECT t.stage FROM task t WHERE t.id = ? AND t.case_id = c.id) AS task_stage,
              EXISTS (SELECT 1 FROM task_recusal r WHERE r.person_id = ? AND r.task_id = ? AND r.case_id = c.id) AS recused
       FROM case_file c WHERE c.id = ? FOR UPDATE`,
      [...more.params, task, actor ? bytesOf(actor.personId) : nobody, task, caseId],
    );
    return row && locked(row);
  }

  async insert(file: CaseFile): Promise<void> {
    await this.sql.insert('case_file', [
      {
        id: bytesOf(file.id),
        kind: file.kind,
        number: file.number,
        programme_version_id: bytesOf(file.programmeVersionId),
        standard_version_id: bytesOf(file.standardVersionId),
        call_id: bytesOrNull(file.callId),
        applicant_id: bytesOf(file.applicantId),
        province_id: bytesOf(file.provinceId),
        nation_id: bytesOf(file.nationId),
        province: file.province,
        center_kind: file.centerKind,
        specialty: file.specialty,
        opened_at: toSql(file.openedAt),
        ...mutable(file),
      },
    ]);
  }

  /** Writes everything a unit of work may have changed. */
  async save(file: CaseFile): Promise<void> {
    const values = mutable(file);
    const set = Object.keys(values)
      .map((name) => `${name} = ?`)
      .join(', ');
    await this.sql.run(`UPDATE case_file SET ${set} WHERE id = ?`, [...Object.values(values), bytesOf(file.id)]);
  }

  /** The next number of a gapless series, as people read it (`SERIES-0001`); its row stays locked until the commit. */
  async nextNumber(series: string): Promise<string> {
    await this.sql.run(
      'INSERT INTO number_series (series, last) VALUES (?, 1) ON DUPLICATE KEY UPDATE last = last + 1',
      [series],
    );
    const row = await this.sql.row<{ last: number }>('SELECT last FROM number_series WHERE series = ?', [series]);
    if (!row) throw new Error('number series vanished');
    return `${series}-${String(row.last).padStart(4, '0')}`;
  }
}

function mutable(file: CaseFile) {
  return {
    center_id: bytesOrNull(file.centerId),
    year: file.year,
    status: file.status,
    result: file.result,
    stage: file.stage,
    stage_since: toSqlOrNull(file.stageSince),
    submitted_at: toSqlOrNull(file.submittedAt),
    closed_at: toSqlOrNull(file.closedAt),
    rev: file.rev,
    event_seq: file.eventSeq,
    event_head: file.eventHead,
    event_at: toSqlOrNull(file.eventAt),
    message_seq: file.messageSeq,
    message_at: toSqlOrNull(file.messageAt),
    acked_seq: file.ackedSeq,
    acked_at: toSqlOrNull(file.ackedAt),
    armed_until: toSqlOrNull(file.armedUntil),
    next_alarm_at: toSqlOrNull(file.nextAlarmAt),
    order_alarm_at: toSqlOrNull(file.orderAlarmAt),
    history_length: file.historyLength,
  };
}

function locked(row: LockRow): LockedCase {
  return {
    file: caseFileOf(row),
    clockOffset: Number(row.clock_offset),
    calendarVersion: row.calendar_version,
    acted: actedOf(row.acted?.split(',') ?? [], row.helped?.split(',') ?? []),
    grants: new Map(
      (row.grants?.split(',') ?? []).map((grant) => {
        const [id = '', from = '', to = ''] = grant.split(':');
        return [id.toLowerCase(), { from, to }];
      }),
    ),
    recused: row.recused === 1,
    watched: row.watched === 1,
    taskStage: row.task_stage,
  };
}

/** `acts`: `side:person[:person stood in for]`, `helped`: `stage/step:person`; ids as hex digits. */
export function actedOf(acts: readonly string[], helped: readonly string[]): Acted {
  const facts = new Map<Id<'person'>, { sides: Side[]; helped: string[] }>();
  const of = (hex: string) => {
    const person = idOf('person', Buffer.from(hex, 'hex'));
    const known = facts.get(person) ?? { sides: [], helped: [] };
    facts.set(person, known);
    return known;
  };
  for (const act of acts) {
    const [side = '', ...people] = act.split(':');
    for (const hex of people) {
      const { sides } = of(hex);
      if (!sides.includes(side as Side)) sides.push(side as Side);
    }
  }
  for (const one of helped) {
    const [step = '', hex = ''] = one.split(':');
    of(hex).helped.push(step);
  }
  return facts;
}
