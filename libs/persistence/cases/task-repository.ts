import type { Id } from '../../contracts/ids';
import type { AudienceKey, Role } from '../../contracts/posts';
import type { Outcome, Stage, Step, TaskState } from '../../contracts/procedure';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { fromSql, fromSqlOrNull, toSql, toSqlOrNull } from '../instants';
import { marks, type Sql } from '../sql';

export interface Task {
  id: Id<'task'>;
  caseId: Id<'case'>;
  stageId: Id<'stage'>;
  stage: Stage;
  part: string;
  round: number;
  step: Step;
  state: TaskState;
  rev: number;
  role: Role | null;
  organisationId: Id<'organisation'> | null;
  seatId: Id<'seat'> | null;
  personId: Id<'person'> | null;
  unstaffed: boolean;
  openedBy: Id<'decision'> | null;
  openedAt: number;
  holderId: Id<'person'> | null;
  claimedAt: number | null;
  /** Whose reply the holder waits for. */
  assignedTo: Id<'person'> | null;
  dueAt: number | null;
  doneAt: number | null;
  outcome: Outcome | null;
  decidedBy: Id<'person'> | null;
  /** Who was stood in for at the decision. */
  decidedFor: Id<'person'> | null;
  decisionId: Id<'decision'> | null;
  /** The document request it is about; none for most. */
  requestId: Id<'request'> | null;
  /** Of its stage: an open stage keeps the version it was entered with. */
  procedureVersion: number;
}

/** Of a decision, what its task keeps. */
export interface Decided {
  id: Id<'decision'>;
  outcome: Outcome;
  personId: Id<'person'>;
  onBehalfOf: Id<'person'> | null;
  at: number;
}

export interface NewTask {
  task: Task;
  audience: AudienceKey;
}

interface Row {
  id: Buffer;
  case_id: Buffer;
  stage_id: Buffer;
  stage: Stage;
  part: string;
  round: number;
  step: Step;
  state: TaskState;
  rev: number;
  role: Role | null;
  organisation_id: Buffer | null;
  seat_id: Buffer | null;
  person_id: Buffer | null;
  unstaffed: number;
  opened_by: Buffer | null;
  opened_at: Date;
  holder_id: Buffer | null;
  claimed_at: Date | null;
  assigned_to: Buffer | null;
  due_at: Date | null;
  done_at: Date | null;
  outcome: Outcome | null;
  decided_by: Buffer | null;
  decided_for: Buffer | null;
  decision_id: Buffer | null;
  request_id: Buffer | null;
  procedure_version: number;
}

/** Where nothing binds a task it sorts last in the inbox. */
export const noLimit = Date.UTC(9999, 11, 31);

export class TaskRepository {
  constructor(private readonly sql: Sql) {}

  /** Tasks of a stage in all its rounds, in the order they were opened. */
  async ofStage(caseId: Id<'case'>, stage: Stage): Promise<Task[]> {
    const rows = await this.sql.rows<Row>(
      `SELECT t.*, s.procedure_version FROM task t JOIN case_stage s ON s.id = t.stage_id
       WHERE t.case_id = ? AND t.stage = ? ORDER BY t.id`,
      [bytesOf(caseId), stage],
    );
    return rows.map(taskOf);
  }

  /** Every task of a case, in the order they were opened. */
  async ofCase(caseId: Id<'case'>): Promise<Task[]> {
    const rows = await this.sql.rows<Row>(
      `SELECT t.*, s.procedure_version FROM task t JOIN case_stage s ON s.id = t.stage_id
       WHERE t.case_id = ? ORDER BY t.id`,
      [bytesOf(caseId)],
    );
    return rows.map(taskOf);
  }

  /** Tasks of several cases in one statement. */
  async ofCases(caseIds: readonly Id<'case'>[]): Promise<Task[]> {
    if (caseIds.length === 0) return [];
    const rows = await this.sql.rows<Row>(
      `SELECT t.*, s.procedure_version FROM task t JOIN case_stage s ON s.id = t.stage_id
       WHERE t.case_id IN (${marks(caseIds.length)}) ORDER BY t.case_id, t.id`,
      caseIds.map(bytesOf),
    );
    return rows.map(taskOf);
  }

  /** Opens tasks and shows them to their audience. A post nobody holds on `today` marks the task unstaffed. */
  async open(tasks: NewTask[], today: string): Promise<void> {
    if (tasks.length === 0) return;
    const tuple =
      '(?,?,?,?,?,?,?,?,?,?,?,?, ? IS NOT NULL AND NOT EXISTS (SELECT 1 FROM post WHERE organisation_id = ? AND role = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)), ?,?,?,?)';
    await this.sql.run(
      `INSERT INTO task (id, case_id, stage_id, stage, part, round, step, state, role, organisation_id, seat_id, person_id, unstaffed, opened_by, opened_at, due_at, request_id)
       VALUES ${tasks.map(() => tuple).join(',')}`,
      tasks.flatMap(({ task }) => [
        bytesOf(task.id),
        bytesOf(task.caseId),
        bytesOf(task.stageId),
        task.stage,
        task.part,
        task.round,
        task.step,
        'open',
        task.role,
        bytesOrNull(task.organisationId),
        bytesOrNull(task.seatId),
        bytesOrNull(task.personId),
        task.role,
        bytesOrNull(task.organisationId),
        task.role,
        today,
        today,
        bytesOrNull(task.openedBy),
        toSql(task.openedAt),
        toSqlOrNull(task.dueAt),
        bytesOrNull(task.requestId),
      ]),
    );
    await this.show(tasks);
  }

  /** Puts tasks into their audience's inbox. */
  async show(tasks: NewTask[]): Promise<void> {
    await this.sql.insert(
      'task_audience',
      tasks.map(({ task, audience }) => ({
        audience,
        due_at: toSql(task.dueAt ?? noLimit),
        task_id: bytesOf(task.id),
      })),
    );
  }

  async claim(id: Id<'task'>, holder: Id<'person'>, post: Id<'post'>, at: number): Promise<void> {
    await this.sql.run(
      'UPDATE task SET holder_id = ?, holder_post_id = ?, claimed_at = ?, unstaffed = 0, rev = rev + 1 WHERE id = ?',
      [bytesOf(holder), bytesOf(post), toSql(at), bytesOf(id)],
    );
  }

  async release(id: Id<'task'>): Promise<void> {
    await this.sql.run(
      'UPDATE task SET holder_id = NULL, holder_post_id = NULL, claimed_at = NULL, rev = rev + 1 WHERE id = ?',
      [bytesOf(id)],
    );
  }

  /** Done by a decision; leaves every inbox. */
  async done(id: Id<'task'>, decision: Decided): Promise<void> {
    await this.sql.run(
      "UPDATE task SET state = 'done', outcome = ?, decided_by = ?, decided_for = ?, decision_id = ?, done_at = ?, rev = rev + 1 WHERE id = ?",
      [
        decision.outcome,
        bytesOf(decision.personId),
        bytesOrNull(decision.onBehalfOf),
        bytesOf(decision.id),
        toSql(decision.at),
        bytesOf(id),
      ],
    );
  }

  /** Nobody is left in the post. */
  async markUnstaffed(id: Id<'task'>): Promise<void> {
    await this.sql.run('UPDATE task SET unstaffed = 1 WHERE id = ?', [bytesOf(id)]);
  }

  /** Cancels open tasks. */
  async cancel(ids: Id<'task'>[], at: number): Promise<void> {
    if (ids.length === 0) return;
    await this.sql.run(
      `UPDATE task FORCE INDEX (PRIMARY) SET state = 'cancelled', done_at = ?, rev = rev + 1 WHERE id IN (${marks(ids.length)})`,
      [toSql(at), ...ids.map(bytesOf)],
    );
  }

  /** Takes tasks out of every inbox. */
  async hide(ids: Id<'task'>[]): Promise<void> {
    if (ids.length === 0) return;
    await this.sql.run(
      `DELETE a FROM task_audience a FORCE INDEX (task_audience_task) WHERE a.task_id IN (${marks(ids.length)})`,
      ids.map(bytesOf),
    );
  }

  /** A recalled act: the task is open again, held by who recalled it. */
  async reopen(id: Id<'task'>): Promise<void> {
    await this.sql.run(
      "UPDATE task SET state = 'open', outcome = NULL, decided_by = NULL, decided_for = NULL, decision_id = NULL, done_at = NULL, rev = rev + 1 WHERE id = ?",
      [bytesOf(id)],
    );
  }

  /** A moved limit reorders the inbox. */
  async setDue(ids: Id<'task'>[], dueAt: number | null): Promise<void> {
    if (ids.length === 0) return;
    const list = marks(ids.length);
    const keys = ids.map(bytesOf);
    await this.sql.run(`UPDATE task FORCE INDEX (PRIMARY) SET due_at = ? WHERE id IN (${list})`, [
      toSqlOrNull(dueAt),
      ...keys,
    ]);
    await this.sql.run(
      `UPDATE task_audience FORCE INDEX (task_audience_task) SET due_at = ? WHERE task_id IN (${list})`,
      [toSql(dueAt ?? noLimit), ...keys],
    );
  }
}

function taskOf(row: Row): Task {
  return {
    id: idOf('task', row.id),
    caseId: idOf('case', row.case_id),
    stageId: idOf('stage', row.stage_id),
    stage: row.stage,
    part: row.part,
    round: row.round,
    step: row.step,
    state: row.state,
    rev: row.rev,
    role: row.role,
    organisationId: idOrNull('organisation', row.organisation_id),
    seatId: idOrNull('seat', row.seat_id),
    personId: idOrNull('person', row.person_id),
    unstaffed: row.unstaffed === 1,
    openedBy: idOrNull('decision', row.opened_by),
    openedAt: fromSql(row.opened_at),
    holderId: idOrNull('person', row.holder_id),
    claimedAt: fromSqlOrNull(row.claimed_at),
    assignedTo: idOrNull('person', row.assigned_to),
    dueAt: fromSqlOrNull(row.due_at),
    doneAt: fromSqlOrNull(row.done_at),
    outcome: row.outcome,
    decidedBy: idOrNull('person', row.decided_by),
    decidedFor: idOrNull('person', row.decided_for),
    decisionId: idOrNull('decision', row.decision_id),
    requestId: idOrNull('request', row.request_id),
    procedureVersion: row.procedure_version,
  };
}
