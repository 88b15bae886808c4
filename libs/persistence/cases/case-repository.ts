import type { Id } from '../../contracts/ids';
import type { Side } from '../../contracts/posts';
import type { Stage } from '../../contracts/procedure';
import { bytesOf, bytesOrNull } from '../bytes';
import { toSql, toSqlOrNull } from '../instants';
import type { Sql } from '../sql';
import { caseFileOf, type CaseFile, type CaseFileRow } from './case-file';

/** A case under its row lock, with what else one statement could tell. */
export interface LockedCase {
  file: CaseFile;
  /** Legal clock read after the lock was held: `legalNow − machineNow`, milliseconds. */
  clockOffset: number;
  calendarVersion: number;
  /** Sides the asking person has acted for in this case. */
  actedSides: Side[];
  /** Steps (`stage/step`) the asking person has helped with by a reply. */
  helped: string[];
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
  watched: number;
  task_stage: Stage | null;
};

// Subselects, not joins: a join would lock the clock row and the task before the case.
const extras = `(SELECT offset_ms FROM clock WHERE id = 1) AS clock_offset,
  (SELECT calendar_version FROM clock WHERE id = 1) AS calendar_version,
  (SELECT GROUP_CONCAT(DISTINCT d.side) FROM decision d WHERE d.case_id = c.id AND d.person_id = ?) AS acted,
  (SELECT GROUP_CONCAT(DISTINCT CONCAT(a.stage, '/', a.step)) FROM task_assignment a
   WHERE a.case_id = c.id AND a.to_person = ? AND a.reply IS NOT NULL) AS helped,
  EXISTS (SELECT 1 FROM case_watch w WHERE w.case_id = c.id) AS watched`;

const nobody = Buffer.alloc(16);

export class CaseRepository {
  constructor(private readonly sql: Sql) {}

  /** Locks the case of a task; undefined where there is no such task. Case rows are locked before tasks, always. */
  async lockByTask(taskId: Id<'task'>, person: Id<'person'>): Promise<LockedCase | undefined> {
    const task = bytesOf(taskId);
    const row = await this.sql.row<LockRow>(
      `SELECT c.*, ${extras}, (SELECT t.stage FROM task t WHERE t.id = ?) AS task_stage
       FROM case_file c WHERE c.id = (SELECT t.case_id FROM task t WHERE t.id = ?) FOR UPDATE`,
      [bytesOf(person), bytesOf(person), task, task],
    );
    return row && locked(row);
  }

  async lock(caseId: Id<'case'>, person?: Id<'person'>): Promise<LockedCase | undefined> {
    const asking = person ? bytesOf(person) : nobody;
    const row = await this.sql.row<LockRow>(
      `SELECT c.*, ${extras}, NULL AS task_stage FROM case_file c WHERE c.id = ? FOR UPDATE`,
      [asking, asking, bytesOf(caseId)],
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

  /** Next number of a gapless series; the row stays locked until the commit. */
  async nextNumber(series: string): Promise<number> {
    await this.sql.run(
      'INSERT INTO number_series (series, last) VALUES (?, 1) ON DUPLICATE KEY UPDATE last = last + 1',
      [series],
    );
    const row = await this.sql.row<{ last: number }>('SELECT last FROM number_series WHERE series = ?', [series]);
    if (!row) throw new Error('number series vanished');
    return row.last;
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
    actedSides: (row.acted?.split(',') ?? []) as Side[],
    helped: row.helped?.split(',') ?? [],
    watched: row.watched === 1,
    taskStage: row.task_stage,
  };
}
