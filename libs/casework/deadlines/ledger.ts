import type { LegalDate, PauseCause } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Body } from '../../contracts/posts';
import type { Stage, StageOutcome, Step } from '../../contracts/procedure';
import type { DeadlineRule } from '../../contracts/programme';
import { stepDefinition } from '../../domain/cases/registry';
import {
  awaitedAnswers,
  isExcluded,
  isMetBy,
  isStageLimit,
  requestRule,
  rulesBeginning,
  serviceRule,
  type Beginning,
} from '../../domain/deadlines/ledger';
import { bodyOfTask } from '../../domain/people/entitled';
import { newId } from '../../persistence/bytes';
import { LedgerRepository, type LedgerRow, type RungRow } from '../../persistence/deadlines/ledger-repository';
import type { Sql } from '../../persistence/sql';
import { LedgerBook, type LedgerSetting } from './ledger-book';

/** Where and when a row begins. */
interface Start {
  stageId: Id<'stage'>;
  taskId?: Id<'task'>;
  startsOn?: LegalDate;
}

/** A request that was served: who has to answer it, by which task, within how many working days. */
export interface ServedRequest {
  stageId: Id<'stage'>;
  stage: Stage;
  requestId: Id<'request'>;
  taskId: Id<'task'>;
  /** The body that is asked. */
  body: Body;
  days: number;
  servedOn: LegalDate;
}

/** The open ledger of a locked case, and what happens to its rows. */
export class Ledger extends LedgerBook {
  static async load(sql: Sql, setting: LedgerSetting): Promise<Ledger> {
    return new Ledger(setting, await new LedgerRepository(sql).open(setting.caseId));
  }

  /** The ledger of a case that has none yet. */
  static empty(setting: LedgerSetting): Ledger {
    return new Ledger(setting, []);
  }

  /** Opens the rows that begin now. `startsOn` is today unless the act names its day. */
  begin(beginning: Beginning, at: Start): void {
    for (const rule of rulesBeginning(this.setting.programme, beginning)) {
      // One commitment for each body: what was returned inside it goes on with the row that runs.
      if (rule.subject === 'body' && this.open().some((row) => row.ruleId === rule.id)) continue;
      this.openRow(rule, at);
    }
  }

  private openRow(rule: DeadlineRule, at: Start, own: Partial<LedgerRow> = {}): LedgerRow {
    const row: LedgerRow = {
      id: newId('deadline'),
      caseId: this.setting.caseId,
      stageId: at.stageId,
      taskId: rule.subject === 'task' || rule.subject === 'duty' ? (at.taskId ?? null) : null,
      ruleId: rule.id,
      ownRule: null,
      requestId: null,
      subject: rule.subject,
      kind: rule.kind,
      body: rule.body ?? bodyOfRule(rule),
      startsOn: at.startsOn ?? this.today,
      openedAt: this.setting.now,
      adjustments: [],
      ...unreckoned(this.setting),
      ...own,
    };
    const awaited = this.awaitedBy(row.body);
    this.add(row);
    this.reckon(row);
    if (this.setting.onHold) this.pause(row, 'hold');
    // A body that waits for an answer waits with what it begins meanwhile: each answer resumes what its request paused.
    if (row.kind !== null) for (let n = awaited; n > 0; n -= 1) this.pause(row, 'request', row.startsOn);
    return row;
  }

  private awaitedBy(body: Body): number {
    const rows = this.open().filter((row) => row.body === body);
    return Math.max(0, ...rows.map((row) => awaitedAnswers(row.adjustments)));
  }

  /**
   * What a served request binds the other side to: its own number of days under the programme's rule of the stage. Throws
   * a plain Error where the programme has none: the asker is offered nothing then.
   */
  beginRequest(request: ServedRequest): LedgerRow {
    const { stageId, stage, requestId, taskId, body, days, servedOn } = request;
    const rule = requestRule(this.setting.programme, stage);
    if (!rule) throw new Error(`the pinned programme has no limit of a request in ${stage}`);
    const own = { ownRule: { kind: 'working-days', days }, requestId, taskId, body } as const;
    return this.openRow(rule, { stageId, startsOn: servedOn }, own);
  }

  /** A notice was sent: it is served when it is opened, or when this row is due. Throws a plain Error as beginRequest. */
  awaitService(request: Omit<ServedRequest, 'days' | 'servedOn'>): LedgerRow {
    const { stageId, requestId, taskId, body } = request;
    const rule = serviceRule(this.setting.programme);
    if (!rule) throw new Error('the pinned programme serves no notices');
    return this.openRow(rule, { stageId }, { requestId, taskId, body });
  }

  /** The open row of a request: what its answer is due by, or while it waits for service, when that is deemed. */
  rowOfRequest(requestId: Id<'request'>, subject: 'request' | 'service'): LedgerRow | undefined {
    return this.open().find((row) => row.requestId === requestId && row.subject === subject);
  }

  /** A stage is entered: expert time stops the rows that exclude it. */
  pauseFor(stage: Stage): void {
    for (const row of this.open()) if (isExcluded(this.rule(row), stage)) this.pause(row, 'expert');
  }

  resumeAfter(stage: Stage): void {
    for (const row of this.open()) if (isExcluded(this.rule(row), stage)) this.resume(row, 'expert');
  }

  pauseAll(): void {
    for (const row of this.open()) this.pause(row, 'hold');
  }

  resumeAll(): void {
    for (const row of this.open()) this.resume(row, 'hold');
  }

  /**
   * A body asked outside: what it owes, outside and inside, stops from the day after the notice was served. At most for
   * as long as the programme says; the caller knows the rungs of the rows (`knowRungs`). Answers them.
   */
  pauseByRequest(body: Body, servedOn: LegalDate): LedgerRow[] {
    const rows = this.open().filter((row) => row.body === body && row.kind !== null);
    for (const row of rows) this.pause(row, 'request', servedOn);
    return rows;
  }

  /** The complete answer was received on that day: what waited for it counts from the day after. Answers the rows. */
  resumeByRequest(body: Body, receivedOn: LegalDate): LedgerRow[] {
    const rows = this.open().filter((row) => row.body === body && awaitedAnswers(row.adjustments) > 0);
    for (const row of rows) this.resume(row, 'request', receivedOn);
    return rows;
  }

  /** A correction is asked for at an intake: its limits close, and nothing counts until the answer is here. */
  closeForCorrection(stageId: Id<'stage'>, servedOn: LegalDate): LedgerRow[] {
    const rows = this.open().filter((row) => row.subject === 'stage' && row.stageId === stageId);
    for (const row of rows) {
      this.append(row, { kind: 'restarted', at: this.setting.now, on: servedOn });
      this.close(row, null);
    }
    return rows;
  }

  /** The complete answer was received on that day: the intake's limits start anew from it. Answers the new rows. */
  restart(stage: { id: Id<'stage'>; stage: Stage }, receivedOn: LegalDate): LedgerRow[] {
    const rules = this.setting.programme.deadlines.filter((rule) => isStageLimit(rule, stage.stage));
    return rules.map((rule) => this.openRow(rule, { stageId: stage.id, startsOn: receivedOn }));
  }

  /** More days for an open row, in the unit of its limit. The caller has asked whether it may be, and knows its rungs. */
  extend(row: LedgerRow, days: number): void {
    this.append(row, { kind: 'extended', at: this.setting.now, days });
    this.reckon(row);
  }

  /** A stage ends: its rows are met, or cancelled where the end is no result. */
  endStage(ended: { stageId: Id<'stage'>; stage: Stage; outcome: StageOutcome }): void {
    for (const row of this.open()) {
      if (!isMetBy({ rule: this.rule(row), stageId: row.stageId }, ended)) continue;
      // A request that is still open was not answered, whatever ended the stage.
      const unanswered = row.subject === 'request';
      if (unanswered || ended.outcome === 'recalled' || ended.outcome === 'withdrawn') this.cancel(row);
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
      this.add(row);
      this.takeRungs(
        row,
        rungs.filter((rung) => rung.deadlineId === old.id),
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
      this.touch(row);
    }
  }

  cancelAll(): void {
    for (const row of this.open()) this.cancel(row);
  }

  meet(row: LedgerRow, stageId: Id<'stage'> | null): void {
    this.append(row, { kind: 'met', at: this.setting.now, on: this.today });
    this.close(row, stageId);
  }

  /** A period is over at its due instant, however late the alarm that says so rings: it is never late. */
  passPeriod(row: LedgerRow, stageId: Id<'stage'> | null): void {
    this.append(row, { kind: 'met', at: this.dueOrNow(row), on: row.dueOn ?? this.today });
    this.close(row, stageId);
  }

  /** A limit ran out and its consequence took place: missed at its due instant, however late that is found. */
  miss(row: LedgerRow, stageId: Id<'stage'> | null): void {
    this.append(row, { kind: 'missed', at: this.dueOrNow(row) });
    this.close(row, stageId);
  }

  private dueOrNow(row: LedgerRow): number {
    return Math.min(row.dueAt ?? this.setting.now, this.setting.now);
  }

  private cancel(row: LedgerRow): void {
    this.append(row, { kind: 'cancelled', at: this.setting.now });
    this.close(row, null);
  }

  private pause(row: LedgerRow, cause: PauseCause, on = this.today): void {
    this.append(row, { kind: 'paused', at: this.setting.now, on, cause });
    this.reckon(row);
  }

  private resume(row: LedgerRow, cause: PauseCause, on = this.today): void {
    this.append(row, { kind: 'resumed', at: this.setting.now, on, cause });
    this.reckon(row);
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
