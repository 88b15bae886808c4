import type { Adjustment, DeadlineState, LegalDate, LimitRule } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Body } from '../../contracts/posts';
import type { DeadlineKind, DeadlineSubject } from '../../contracts/programme';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { canonicalText } from '../events/chain';
import { fromSql, fromSqlOrNull, toSql, toSqlOrNull } from '../instants';
import { marks, type Sql } from '../sql';

/** A row of the ledger with its adjustments in order. Instants are legal epoch milliseconds. */
export interface LedgerRow {
  readonly id: Id<'deadline'>;
  readonly caseId: Id<'case'>;
  stageId: Id<'stage'> | null;
  readonly taskId: Id<'task'> | null;
  readonly ruleId: string;
  /** A limit of its own, set by whoever asked; else the rule's. */
  readonly ownRule: LimitRule | null;
  /** The request it is about. */
  readonly requestId: Id<'request'> | null;
  readonly subject: DeadlineSubject;
  readonly kind: DeadlineKind | null;
  readonly body: Body;
  readonly startsOn: LegalDate;
  readonly openedAt: number;
  adjustments: Adjustment[];
  dueOn: LegalDate | null;
  dueAt: number | null;
  state: DeadlineState;
  provisional: boolean;
  calendarVersion: number;
  nextRungAt: number | null;
  nextRung: string | null;
  armedAt: number;
  closedAt: number | null;
  closedStageId: Id<'stage'> | null;
}

export interface RungRow {
  deadlineId: Id<'deadline'>;
  rung: string;
  dueOn: LegalDate;
  state: 'rung' | 'skipped';
  at: number;
  reached: string[];
}

interface Row {
  id: Buffer;
  case_id: Buffer;
  stage_id: Buffer | null;
  task_id: Buffer | null;
  rule_id: string;
  own_rule: string | null;
  request_id: Buffer | null;
  subject: DeadlineSubject;
  kind: DeadlineKind | null;
  body: Body;
  starts_on: LegalDate;
  due_on: LegalDate | null;
  due_at: Date | null;
  state: DeadlineState;
  provisional: number;
  calendar_version: number;
  next_rung_at: Date | null;
  next_rung: string | null;
  armed_at: Date;
  opened_at: Date;
  closed_at: Date | null;
  closed_stage_id: Buffer | null;
  adjustment: string | null;
}

const select = `SELECT d.*, a.content AS adjustment FROM deadline d
  LEFT JOIN deadline_adjustment a ON a.deadline_id = d.id`;

const partyOf: Record<Body, string> = { hospital: 'applicant_id', province: 'province_id', nation: 'nation_id' };

export class LedgerRepository {
  constructor(private readonly sql: Sql) {}

  async open(caseId: Id<'case'>): Promise<LedgerRow[]> {
    return fold(
      await this.sql.rows<Row>(`${select} WHERE d.case_id = ? AND d.closed_at IS NULL ORDER BY d.id, a.seq`, [
        bytesOf(caseId),
      ]),
    );
  }

  /** Open rows of several cases at once, by case. */
  async openOf(caseIds: Id<'case'>[]): Promise<Map<string, LedgerRow[]>> {
    const found = new Map<string, LedgerRow[]>();
    if (caseIds.length === 0) return found;
    const rows = fold(
      await this.sql.rows<Row>(
        `${select} WHERE d.case_id IN (${marks(caseIds.length)}) AND d.closed_at IS NULL ORDER BY d.id, a.seq`,
        caseIds.map(bytesOf),
      ),
    );
    for (const row of rows) found.set(row.caseId, [...(found.get(row.caseId) ?? []), row]);
    return found;
  }

  async all(caseId: Id<'case'>): Promise<LedgerRow[]> {
    return fold(await this.sql.rows<Row>(`${select} WHERE d.case_id = ? ORDER BY d.id, a.seq`, [bytesOf(caseId)]));
  }

  /** A row of the case, open or closed. */
  async find(caseId: Id<'case'>, id: Id<'deadline'>): Promise<LedgerRow | undefined> {
    const rows = await this.sql.rows<Row>(`${select} WHERE d.id = ? AND d.case_id = ? ORDER BY a.seq`, [
      bytesOf(id),
      bytesOf(caseId),
    ]);
    return fold(rows)[0];
  }

  /** The organisation that owes a row is read from its case in the same statement. */
  async insert(rows: LedgerRow[]): Promise<void> {
    if (rows.length === 0) return;
    const values = rows.map((row) => ({
      id: bytesOf(row.id),
      case_id: bytesOf(row.caseId),
      task_id: bytesOrNull(row.taskId),
      rule_id: row.ruleId,
      own_rule: row.ownRule && canonicalText(row.ownRule),
      request_id: bytesOrNull(row.requestId),
      subject: row.subject,
      kind: row.kind,
      body: row.body,
      starts_on: row.startsOn,
      opened_at: toSql(row.openedAt),
      ...mutable(row),
    }));
    const names = Object.keys(values[0] ?? {});
    const tuples = rows.map(
      ({ body }) => `(${marks(names.length)}, (SELECT ${partyOf[body]} FROM case_file WHERE id = ?))`,
    );
    await this.sql.run(
      `INSERT INTO deadline (${names.join(', ')}, organisation_id) VALUES ${tuples.join(', ')}`,
      values.flatMap((row) => [...Object.values(row), row.case_id]),
    );
  }

  async update(row: LedgerRow): Promise<void> {
    const values = mutable(row);
    const set = Object.keys(values)
      .map((name) => `${name} = ?`)
      .join(', ');
    await this.sql.run(`UPDATE deadline SET ${set} WHERE id = ?`, [...Object.values(values), bytesOf(row.id)]);
  }

  /** Appends adjustments; `seq` counts from 1 in each row. */
  async adjust(adjustments: { deadlineId: Id<'deadline'>; seq: number; adjustment: Adjustment }[]): Promise<void> {
    await this.sql.insert(
      'deadline_adjustment',
      adjustments.map(({ deadlineId, seq, adjustment }) => ({
        deadline_id: bytesOf(deadlineId),
        seq,
        content: canonicalText(adjustment),
      })),
    );
  }

  async rungs(ids: Id<'deadline'>[]): Promise<RungRow[]> {
    if (ids.length === 0) return [];
    const rows = await this.sql.rows<{
      deadline_id: Buffer;
      rung: string;
      due_on: LegalDate;
      state: 'rung' | 'skipped';
      at: Date;
      reached: string;
    }>(`SELECT * FROM alarm_rung WHERE deadline_id IN (${marks(ids.length)}) ORDER BY at`, ids.map(bytesOf));
    return rows.map((row) => ({
      deadlineId: idOf('deadline', row.deadline_id),
      rung: row.rung,
      dueOn: row.due_on,
      state: row.state,
      at: fromSql(row.at),
      reached: JSON.parse(row.reached) as string[],
    }));
  }

  /** Relies on the primary key (deadline, rung, due date): a rung rings once. */
  async ring(rungs: RungRow[]): Promise<void> {
    await this.sql.insert(
      'alarm_rung',
      rungs.map((rung) => ({
        deadline_id: bytesOf(rung.deadlineId),
        rung: rung.rung,
        due_on: rung.dueOn,
        state: rung.state,
        at: toSql(rung.at),
        reached: JSON.stringify(rung.reached),
      })),
    );
  }
}

function mutable(row: LedgerRow) {
  return {
    stage_id: bytesOrNull(row.stageId),
    due_on: row.dueOn,
    due_at: toSqlOrNull(row.dueAt),
    state: row.state,
    provisional: row.provisional,
    calendar_version: row.calendarVersion,
    next_rung_at: toSqlOrNull(row.nextRungAt),
    next_rung: row.nextRung,
    armed_at: toSql(row.armedAt),
    closed_at: toSqlOrNull(row.closedAt),
    closed_stage_id: bytesOrNull(row.closedStageId),
  };
}

function fold(rows: Row[]): LedgerRow[] {
  const found = new Map<string, LedgerRow>();
  for (const row of rows) {
    const key = row.id.toString('hex');
    const ledger = found.get(key) ?? rowOf(row);
    if (row.adjustment !== null) ledger.adjustments.push(JSON.parse(row.adjustment) as Adjustment);
    found.set(key, ledger);
  }
  return [...found.values()];
}

function rowOf(row: Row): LedgerRow {
  return {
    id: idOf('deadline', row.id),
    caseId: idOf('case', row.case_id),
    stageId: idOrNull('stage', row.stage_id),
    taskId: idOrNull('task', row.task_id),
    ruleId: row.rule_id,
    ownRule: row.own_rule === null ? null : (JSON.parse(row.own_rule) as LimitRule),
    requestId: idOrNull('request', row.request_id),
    subject: row.subject,
    kind: row.kind,
    body: row.body,
    startsOn: row.starts_on,
    openedAt: fromSql(row.opened_at),
    adjustments: [],
    dueOn: row.due_on,
    dueAt: fromSqlOrNull(row.due_at),
    state: row.state,
    provisional: row.provisional === 1,
    calendarVersion: row.calendar_version,
    nextRungAt: fromSqlOrNull(row.next_rung_at),
    nextRung: row.next_rung,
    armedAt: fromSql(row.armed_at),
    closedAt: fromSqlOrNull(row.closed_at),
    closedStageId: idOrNull('stage', row.closed_stage_id),
  };
}
