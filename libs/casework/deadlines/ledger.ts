import type { Adjustment, LegalDate, Ladder } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Body } from '../../contracts/posts';
import { bodyOfStage, type Stage, type StageOutcome, type Step } from '../../contracts/procedure';
import { stepDefinition } from '../../domain/cases/registry';
import { bodyOfTask } from '../../domain/people/entitled';
import type { DeadlineRule, Programme } from '../../contracts/programme';
import { calendarOf, type Calendar } from '../../domain/deadlines/calendar';
import { dueOf, type Due } from '../../domain/deadlines/due';
import { binds, isExcluded, isMetBy, rulesBeginning, type Beginning } from '../../domain/deadlines/ledger';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { nextRung, rungsOf, type RungInstant, type RungRecord } from '../../domain/deadlines/rungs';
import { newId } from '../../persistence/bytes';
import { LedgerRepository, type LedgerRow, type RungRow } from '../../persistence/deadlines/ledger-repository';
import type { Sql } from '../../persistence/sql';

export interface LedgerSetting {
  caseId: Id<'case'>;
  programme: Programme;
  calendar: Calendar;
  /** Two-digit code: a province's own rows count its local holidays. */
  province: string;
  callDates: Record<string, LegalDate>;
  /** Legal instant of the unit of work. */
  now: number;
  /** The case is on hold: rows that begin wait with the others. */
  onHold: boolean;
}

/** What a new calendar did to a row. */
export interface Recalculated {
  row: LedgerRow;
  /** The due date before; null where it was paused. */
  from: LegalDate | null;
  moved: boolean;
  /** No longer provisional. */
  settled: boolean;
}

/** Spreads the notices of a case; fixed by the case, so that it never moves. */
export function jitterOf(caseId: string, minutes: number): number {
  const seed = Number.parseInt(caseId.slice(-8), 16);
  return Math.floor((seed / 0x1_0000_0000) * minutes * 60_000);
}

/** The open ledger of a locked case: changes are gathered and written once, by `flush`. */
export class Ledger {
  private readonly fresh: LedgerRow[] = [];
  private readonly changed = new Set<LedgerRow>();
  private readonly appended: { deadlineId: Id<'deadline'>; seq: number; adjustment: Adjustment }[] = [];
  private readonly recorded = new Map<string, RungRecord[]>();
  private readonly rung: RungRow[] = [];

  private constructor(
    private readonly setting: LedgerSetting,
    readonly rows: LedgerRow[],
  ) {}

  static async load(sql: Sql, setting: LedgerSetting): Promise<Ledger> {
    return new Ledger(setting, await new LedgerRepository(sql).open(setting.caseId));
  }

  /** The ledger of a case that has none yet. */
  static empty(setting: LedgerSetting): Ledger {
    return new Ledger(setting, []);
  }

  get today(): LegalDate {
    return legalDateOf(this.setting.now, this.setting.programme.day);
  }

  rule(row: LedgerRow): DeadlineRule {
    const rule = this.setting.programme.deadlines.find((one) => one.id === row.ruleId);
    if (!rule) throw new Error(`the pinned programme has no limit ${row.ruleId}`);
    return rule;
  }

  due(row: LedgerRow): Due {
    const { callDates, programme } = this.setting;
    const { rule } = this.rule(row);
    const input = { rule, startsOn: row.startsOn, adjustments: row.adjustments, callDates };
    return dueOf(input, this.calendar(row), programme.day);
  }

  /** Opens the rows that begin now. `startsOn` is today unless the act names its day. */
  begin(beginning: Beginning, at: { stageId: Id<'stage'>; taskId?: Id<'task'>; startsOn?: LegalDate }): void {
    for (const rule of rulesBeginning(this.setting.programme, beginning)) {
      // One commitment for each body: what was returned inside it goes on with the row that runs.
      if (rule.subject === 'body' && this.open().some((row) => row.ruleId === rule.id)) continue;
      const row: LedgerRow = {
        id: newId('deadline'),
        caseId: this.setting.caseId,
        stageId: at.stageId,
        taskId: rule.subject === 'task' || rule.subject === 'duty' ? (at.taskId ?? null) : null,
        ruleId: rule.id,
        subject: rule.subject,
        kind: rule.kind,
        body: rule.body ?? bodyOfRule(rule),
        startsOn: at.startsOn ?? this.today,
        openedAt: this.setting.now,
        adjustments: [],
        ...unreckoned(this.setting),
      };
      this.fresh.push(row);
      this.rows.push(row);
      this.reckon(row);
      if (this.setting.onHold) this.pause(row);
    }
  }

  /** A stage is entered: expert time stops the rows that exclude it. */
  pauseFor(stage: Stage): void {
    for (const row of this.open()) if (isExcluded(this.rule(row), stage)) this.pause(row);
  }

  resumeAfter(stage: Stage): void {
    for (const row of this.open()) if (isExcluded(this.rule(row), stage)) this.resume(row);
  }

  pauseAll(): void {
    for (const row of this.open()) this.pause(row);
  }

  resumeAll(): void {
    for (const row of this.open()) this.resume(row);
  }

  /** A stage ends: its rows are met, or cancelled where the end is no result. */
  endStage(ended: { stageId: Id<'stage'>; stage: Stage; outcome: StageOutcome }): void {
    for (const row of this.open()) {
      if (!isMetBy({ rule: this.rule(row), stageId: row.stageId }, ended)) continue;
      if (ended.outcome === 'recalled' || ended.outcome === 'withdrawn') this.cancel(row);
      else this.meet(row, ended.stageId);
    }
  }

  /** A task is done: its own row is met. */
  endTask(taskId: Id<'task'>): void {
    for (const row of this.open()) if (row.taskId === taskId) this.meet(row, null);
  }

  /** Tasks fall: so do their own rows. */
  cancelTasks(taskIds: readonly Id<'task'>[]): void {
    for (const row of this.open()) if (row.taskId !== null && taskIds.includes(row.taskId)) this.cancel(row);
  }

  /** The end of a stage is taken back: the commitments it began fall. */
  cancelBegunBy(stageId: Id<'stage'>): void {
    for (const row of this.open()) if (row.subject === 'body' && row.stageId === stageId) this.cancel(row);
  }

  /** What a recalled act met goes on as a new row: same start, same pauses, and no rung a second time. */
  goOn(met: readonly LedgerRow[], rungs: readonly RungRow[]): void {
    for (const old of met) {
      const row: LedgerRow = {
        ...old,
        id: newId('deadline'),
        openedAt: this.setting.now,
        adjustments: [],
        closedAt: null,
        closedStageId: null,
      };
      this.fresh.push(row);
      this.rows.push(row);
      const own = rungs.filter((rung) => rung.deadlineId === old.id);
      this.rung.push(...own.map((rung) => ({ ...rung, deadlineId: row.id })));
      this.recorded.set(
        row.id,
        own.map((rung) => ({ id: rung.rung, dueOn: rung.dueOn })),
      );
      for (const adjustment of old.adjustments) if (adjustment.kind !== 'met') this.append(row, adjustment);
      this.reckon(row);
    }
  }

  /** A stage entered again after a recall takes over the rows that go on. */
  adopt(stage: Stage, stageId: Id<'stage'>): void {
    for (const row of this.open()) {
      if (this.rule(row).stage !== stage) continue;
      row.stageId = stageId;
      this.changed.add(row);
    }
  }

  cancelAll(): void {
    for (const row of this.open()) this.cancel(row);
  }

  /** The earliest due instant that binds a task, null where nothing running does. */
  dueOfTask(task: { id: string; stageId: string; stage: Stage }): number | null {
    const body = bodyOfStage[task.stage];
    const dues = this.open()
      .filter((row) => row.state !== 'paused' && binds(row, { ...task, body }))
      .map((row) => row.dueAt)
      .filter((due) => due !== null);
    return dues.length > 0 ? Math.min(...dues) : null;
  }

  /** The earliest thing that will ring, legal epoch ms. */
  nextAlarm(): number | null {
    const instants = this.open()
      .map((row) => row.nextRungAt)
      .filter((at) => at !== null);
    return instants.length > 0 ? Math.min(...instants) : null;
  }

  open(): LedgerRow[] {
    return this.rows.filter((row) => row.closedAt === null);
  }

  ladder(row: LedgerRow): Ladder | null {
    const name = this.rule(row).ladder;
    return name === null ? null : (this.setting.programme.ladders[name] ?? null);
  }

  rungs(row: LedgerRow): RungInstant[] {
    const ladder = this.ladder(row);
    if (!ladder || row.dueOn === null) return [];
    const { programme, caseId } = this.setting;
    const jitter = jitterOf(caseId, programme.day.jitterMinutes.value);
    return rungsOf({ dueOn: row.dueOn }, ladder, this.calendar(row), programme.day, jitter);
  }

  /** Whether a row was reckoned by an older calendar than the one of now. */
  get isStale(): boolean {
    return this.open().some((row) => row.calendarVersion < this.setting.calendar.version);
  }

  /**
   * Reckons the rows of an older calendar by the one of now, and arms their rungs by it. Only a row whose date or
   * standing changed gets an adjustment. Answers what changed.
   */
  async recalculate(sql: Sql): Promise<Recalculated[]> {
    const stale = this.open().filter((row) => row.calendarVersion < this.setting.calendar.version);
    await this.knowRungs(sql, stale);
    return stale.flatMap((row) => {
      const from = row.dueOn;
      const wasProvisional = row.provisional;
      const due = this.due(row);
      const moved = due.dueOn !== from;
      const settled = wasProvisional && !due.provisional;
      if (moved || settled) this.append(row, { kind: 'recalculated', at: this.setting.now });
      this.reckon(row);
      return moved || settled ? [{ row, from, moved, settled }] : [];
    });
  }

  private calendar(row: LedgerRow): Calendar {
    return calendarOf(this.setting.calendar, row.body, this.setting.province);
  }

  recordedOf(row: LedgerRow): RungRecord[] {
    return this.recorded.get(row.id) ?? [];
  }

  /** Rungs rung before must be known before a row rings or its due date moves. */
  async knowRungs(sql: Sql, rows: LedgerRow[]): Promise<void> {
    const unknown = rows.filter((row) => !this.recorded.has(row.id) && !this.fresh.includes(row));
    for (const row of unknown) this.recorded.set(row.id, []);
    for (const rung of await new LedgerRepository(sql).rungs(unknown.map((row) => row.id))) {
      this.recorded.get(rung.deadlineId)?.push({ id: rung.rung, dueOn: rung.dueOn });
    }
  }

  recordRung(row: LedgerRow, rung: RungRow): void {
    this.rung.push(rung);
    this.recorded.set(row.id, [...this.recordedOf(row), { id: rung.rung, dueOn: rung.dueOn }]);
    this.arm(row);
  }

  meet(row: LedgerRow, stageId: Id<'stage'> | null): void {
    this.append(row, { kind: 'met', at: this.setting.now, on: this.today });
    this.close(row, stageId);
  }

  /** A period is over at its due instant, however late the alarm that says so rings: it is never late. */
  passPeriod(row: LedgerRow, stageId: Id<'stage'> | null): void {
    const at = Math.min(row.dueAt ?? this.setting.now, this.setting.now);
    this.append(row, { kind: 'met', at, on: row.dueOn ?? this.today });
    this.close(row, stageId);
  }

  private cancel(row: LedgerRow): void {
    this.append(row, { kind: 'cancelled', at: this.setting.now });
    this.close(row, null);
  }

  private pause(row: LedgerRow): void {
    this.append(row, { kind: 'paused', at: this.setting.now, on: this.today });
    this.reckon(row);
  }

  private resume(row: LedgerRow): void {
    this.append(row, { kind: 'resumed', at: this.setting.now, on: this.today });
    this.reckon(row);
  }

  private close(row: LedgerRow, stageId: Id<'stage'> | null): void {
    this.reckon(row);
    row.closedAt = this.setting.now;
    row.closedStageId = stageId;
    row.nextRungAt = null;
    row.nextRung = null;
  }

  private append(row: LedgerRow, adjustment: Adjustment): void {
    row.adjustments.push(adjustment);
    this.appended.push({ deadlineId: row.id, seq: row.adjustments.length, adjustment });
    this.changed.add(row);
  }

  private reckon(row: LedgerRow): void {
    const due = this.due(row);
    if (due.dueOn !== row.dueOn) row.armedAt = this.setting.now;
    row.dueOn = due.dueOn;
    row.dueAt = due.dueAt;
    row.state = due.state;
    row.provisional = due.provisional;
    row.calendarVersion = this.setting.calendar.version;
    this.arm(row);
  }

  /** After a row's rungs were rung, or were found to have been: never the same instant again. */
  rearm(row: LedgerRow): void {
    if (row.closedAt === null) this.arm(row);
  }

  /** The next instant something of the row rings: a rung, or the due instant where it has an effect. */
  private arm(row: LedgerRow): void {
    this.changed.add(row);
    row.nextRungAt = null;
    row.nextRung = null;
    if (row.state !== 'running' || row.dueAt === null) return;
    const next = nextRung(this.rungs(row), this.recordedOf(row), row.armedAt);
    if (next) {
      row.nextRungAt = next.at;
      row.nextRung = next.id;
    }
    if (this.rule(row).whenDue === 'end-of-notice' && (row.nextRungAt === null || row.dueAt < row.nextRungAt)) {
      row.nextRungAt = row.dueAt;
      row.nextRung = 'due';
    }
  }

  /** Writes what changed: at most one insert of rows, one of adjustments, one of rungs, and an update for each old row. */
  async flush(sql: Sql): Promise<void> {
    const repository = new LedgerRepository(sql);
    await repository.insert(this.fresh);
    for (const row of this.changed) if (!this.fresh.includes(row)) await repository.update(row);
    await repository.adjust(this.appended);
    await repository.ring(this.rung);
    this.fresh.length = 0;
    this.changed.clear();
    this.appended.length = 0;
    this.rung.length = 0;
  }
}

function unreckoned(setting: LedgerSetting) {
  return {
    dueOn: null,
    dueAt: null,
    state: 'running' as const,
    provisional: false,
    calendarVersion: setting.calendar.version,
    nextRungAt: null,
    nextRung: null,
    armedAt: setting.now,
    closedAt: null,
    closedStageId: null,
  };
}

function bodyOfRule(rule: DeadlineRule): Body {
  const stage = rule.stage as Stage;
  const doer = rule.step ? stepDefinition(stage, rule.step as Step).doer : null;
  return bodyOfTask({ stage, role: doer && 'role' in doer ? doer.role : null });
}
