import type { Adjustment, LegalDate, Ladder } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { bodyOfStage, type Stage, type Step } from '../../contracts/procedure';
import type { DeadlineRule, Programme } from '../../contracts/programme';
import { calendarOf, type Calendar } from '../../domain/deadlines/calendar';
import { dueOf, type Due } from '../../domain/deadlines/due';
import { binds, effectAt, inputOf } from '../../domain/deadlines/ledger';
import { endOfDay, legalDateOf } from '../../domain/deadlines/legal-day';
import { nextRung, rungsOf, type RungInstant, type RungRecord } from '../../domain/deadlines/rungs';
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
function jitterOf(caseId: string, minutes: number): number {
  const seed = Number.parseInt(caseId.slice(-8), 16);
  return Math.floor((seed / 0x1_0000_0000) * minutes * 60_000);
}

/**
 * The rows of a locked case's ledger: what they are due, when they ring. What is changed is gathered and written once, by
 * `flush`.
 */
export abstract class LedgerBook {
  private readonly fresh: LedgerRow[] = [];
  private readonly changed = new Set<LedgerRow>();
  private readonly appended: { deadlineId: Id<'deadline'>; seq: number; adjustment: Adjustment }[] = [];
  private readonly recorded = new Map<string, RungRecord[]>();
  private readonly rung: RungRow[] = [];

  protected constructor(
    protected readonly setting: LedgerSetting,
    readonly rows: LedgerRow[],
  ) {}

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
    return dueOf(inputOf(this.rule(row), row, callDates), this.calendar(row), programme.day);
  }

  /** The earliest due instant that binds a task, null where nothing running does. */
  dueOfTask(task: { id: string; stageId: string; stage: Stage; step: Step }): number | null {
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

  protected calendar(row: LedgerRow): Calendar {
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

  protected add(row: LedgerRow): void {
    this.fresh.push(row);
    this.rows.push(row);
  }

  /** Rungs of another row count as rung for this one. */
  protected takeRungs(row: LedgerRow, rungs: readonly RungRow[]): void {
    this.rung.push(...rungs.map((rung) => ({ ...rung, deadlineId: row.id })));
    this.recorded.set(
      row.id,
      rungs.map((rung) => ({ id: rung.rung, dueOn: rung.dueOn })),
    );
  }

  protected touch(row: LedgerRow): void {
    this.changed.add(row);
  }

  recordRung(row: LedgerRow, rung: RungRow): void {
    this.rung.push(rung);
    this.recorded.set(row.id, [...this.recordedOf(row), { id: rung.rung, dueOn: rung.dueOn }]);
    this.arm(row);
  }

  protected close(row: LedgerRow, stageId: Id<'stage'> | null): void {
    this.reckon(row);
    row.closedAt = this.setting.now;
    row.closedStageId = stageId;
    row.nextRungAt = null;
    row.nextRung = null;
  }

  protected append(row: LedgerRow, adjustment: Adjustment): void {
    row.adjustments.push(adjustment);
    this.appended.push({ deadlineId: row.id, seq: row.adjustments.length, adjustment });
    this.changed.add(row);
  }

  protected reckon(row: LedgerRow): void {
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

  /**
   * The next instant something of the row happens: a rung, the due instant where it has an effect, or the end of a pause
   * that ends by itself.
   */
  private arm(row: LedgerRow): void {
    this.changed.add(row);
    const next = this.next(row);
    row.nextRungAt = next?.at ?? null;
    row.nextRung = next?.id ?? null;
  }

  private next(row: LedgerRow): { at: number; id: string } | null {
    if (row.state === 'paused') {
      const at = this.endOfPause(row);
      return at === null ? null : { at, id: 'pause-capped' };
    }
    if (row.state !== 'running' || row.dueAt === null) return null;
    const rung = nextRung(this.rungs(row), this.recordedOf(row), row.armedAt);
    const effect = effectAt(this.rule(row).whenDue, row.dueAt);
    if (effect !== null && (rung === undefined || effect < rung.at)) return { at: effect, id: 'due' };
    return rung ?? null;
  }

  private endOfPause(row: LedgerRow): number | null {
    const { pausedUntil } = this.due(row);
    return pausedUntil === null ? null : endOfDay(pausedUntil, this.setting.programme.day);
  }

  /**
   * Rows whose pause by request has taken all it may run again, from the end of its last day on, however late this is
   * found. Answers them.
   */
  async endCappedPauses(sql: Sql): Promise<LedgerRow[]> {
    const { now } = this.setting;
    const over = this.open().filter((row) => row.state === 'paused' && (row.nextRungAt ?? Infinity) <= now);
    await this.knowRungs(sql, over);
    for (const row of over) {
      const { pausedUntil } = this.due(row);
      if (pausedUntil === null) continue;
      this.append(row, { kind: 'pause-capped', at: now, on: pausedUntil });
      // Rungs that passed while nothing counted are not rung afterwards; those missed since then are.
      row.armedAt = endOfDay(pausedUntil, this.setting.programme.day);
      this.reckon(row);
    }
    return over;
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
