import { Refused } from '../../contracts/errors';
import type { LegalDate } from '../../contracts/deadlines';
import type { EventType } from '../../contracts/events';
import { hexOfId, type Id } from '../../contracts/ids';
import type { Acted, Actor, Body, Post } from '../../contracts/posts';
import type { Result } from '../../contracts/procedure';
import type { Programme } from '../../contracts/programme';
import type { Standard } from '../../contracts/standard';
import { isRunning } from '../../domain/audit/archive';
import type { Calendar } from '../../domain/deadlines/calendar';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import type { CaseParties } from '../../domain/people/relation';
import { partiesOfFile, type CaseFile } from '../../persistence/cases/case-file';
import { CaseRepository, type LockedCase } from '../../persistence/cases/case-repository';
import { StageRepository } from '../../persistence/cases/stage-repository';
import { TaskRepository } from '../../persistence/cases/task-repository';
import { writeRecord, type NewEvent, type NewMessage } from '../../persistence/events/record';
import { ProgrammeRepository } from '../../persistence/programmes/programme-repository';
import type { Sql } from '../../persistence/sql';
import { Ledger } from '../deadlines/ledger';
import type { LedgerSetting } from '../deadlines/ledger-book';
import { rearmOrders, recalculate } from '../deadlines/recalculate';
import type { Office } from '../office';

/** Who acts, as an event names them: person and post, never only one of the two, and whom they stand in for. */
export const actorFacts = (actor: Actor, post: Post) => ({
  person: actor.personId,
  post: post.id,
  role: post.role,
  organisation: post.organisationId,
  request: actor.requestId,
  ...(actor.address === undefined ? {} : { address: actor.address }),
  ...(post.onBehalfOf ? { onBehalfOf: post.onBehalfOf.personId, deputy: post.onBehalfOf.deputyId } : {}),
});

const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/**
 * A locked case inside one unit of work. Acts gather what they change here; `settle` writes record, events and outbox
 * row in one go. The legal clock was read once, after the lock.
 */
export class CaseWork {
  readonly tasks: TaskRepository;
  readonly stages: StageRepository;
  readonly today: LegalDate;
  private readonly events: NewEvent[] = [];
  private message: NewMessage | null = null;
  private loaded: Ledger | null = null;
  /** Limits that a newer calendar moved when the ledger was read. */
  movedLimits = 0;

  private constructor(
    readonly office: Office,
    readonly sql: Sql,
    readonly file: CaseFile,
    readonly programme: Programme,
    private readonly setting: LedgerSetting,
    private readonly locked: LockedCase,
    readonly machineNow: number,
  ) {
    this.tasks = new TaskRepository(sql);
    this.stages = new StageRepository(sql);
    this.today = legalDateOf(setting.now, programme.day);
  }

  static async over(office: Office, sql: Sql, locked: LockedCase): Promise<CaseWork> {
    const { file, clockOffset, calendarVersion } = locked;
    const machineNow = office.machineNow();
    // Event times of a case never go back, so neither does the instant its acts are judged by.
    const now = Math.max(machineNow + clockOffset, file.eventAt ?? 0);
    const { content } = await office.programme(sql, file.programmeVersionId);
    const calendar = await office.calendar(sql, calendarVersion);
    const setting: LedgerSetting = {
      caseId: file.id,
      programme: content,
      calendar,
      province: file.province,
      callDates: {},
      now,
      onHold: file.status === 'on-hold',
    };
    return new CaseWork(office, sql, file, content, setting, locked, machineNow);
  }

  /** Locks a case for the engine's own acts. Refused as `not-found`. */
  static async lock(office: Office, sql: Sql, caseId: Id<'case'>, actor?: Actor): Promise<CaseWork> {
    const locked = await new CaseRepository(sql).lock(caseId, actor);
    if (!locked) throw new Refused('not-found');
    return CaseWork.over(office, sql, locked);
  }

  /** Legal instant of this unit of work, epoch ms. */
  get now(): number {
    return this.setting.now;
  }

  get calendar(): Calendar {
    return this.setting.calendar;
  }

  get parties(): CaseParties {
    return partiesOfFile(this.file);
  }

  /** What the acting person, and everybody they stand in for, did in the case. */
  get acted(): Acted {
    return this.locked.acted;
  }

  /** Whether the acting person stepped back from the task the case was locked for. */
  get recused(): boolean {
    return this.locked.recused;
  }

  /** Whether anybody watches the case. */
  get watched(): boolean {
    return this.locked.watched;
  }

  get clockOffset(): number {
    return this.locked.clockOffset;
  }

  /** The actor with the posts that count under the lock: a grant may have been revoked since the request came in. */
  standing(actor: Actor): Actor {
    const stands = ({ onBehalfOf }: Post): boolean => {
      if (!onBehalfOf) return true;
      const grant = this.locked.grants.get(hexOfId(onBehalfOf.deputyId));
      return grant !== undefined && grant.from <= this.today && this.today <= grant.to;
    };
    return { ...actor, posts: actor.posts.filter(stands) };
  }

  async standard(): Promise<Standard> {
    return (await this.office.standard(this.sql, this.file.standardVersionId)).content;
  }

  /** The open ledger, read once. Rows and orders of an older calendar are reckoned anew before anything else is done with them. */
  async ledger(): Promise<Ledger> {
    if (!this.loaded) {
      await this.knowCallDates();
      this.loaded = await Ledger.load(this.sql, this.setting);
      if (this.loaded.isStale) this.movedLimits = await recalculate(this, this.loaded);
      await rearmOrders(this);
    }
    return this.loaded;
  }

  /** For a case that was made in this unit of work: nothing to read. */
  async freshLedger(): Promise<Ledger> {
    await this.knowCallDates();
    this.loaded = Ledger.empty(this.setting);
    return this.loaded;
  }

  /** Closes the case with its result: nothing of it is on hold any more, and no limit of it runs. Raises no rev. */
  async closeFile(result: Result): Promise<void> {
    (await this.ledger()).cancelAll();
    this.setting.onHold = false;
    this.file.status = 'closed';
    this.file.result = result;
    this.file.closedAt = this.now;
  }

  record(type: EventType, body: Body, payload: Record<string, unknown>): void {
    this.events.push({ type, body, payload });
  }

  /** To the engine; a stage's end outweighs a mere hint. */
  send(message: NewMessage): void {
    if (this.message?.kind !== 'stage-ended') this.message = message;
  }

  /** For activities, which answer the workflow themselves. */
  sendNothing(): void {
    this.message = null;
  }

  /** Writes ledger, record, events and message. `awake`: the caller is the workflow and learns of a new alarm itself. */
  async settle(awake = false): Promise<void> {
    if (this.loaded) {
      await this.loaded.flush(this.sql);
      this.file.nextAlarmAt = isRunning(this.file) ? earlier(this.loaded.nextAlarm(), this.file.orderAlarmAt) : null;
    }
    if (awake) this.file.armedUntil = this.file.nextAlarmAt;
    else this.hintEarlierAlarm();
    await writeRecord(this.sql, this.file, {
      events: this.events,
      message: this.message,
      at: this.now,
      machineNow: this.machineNow,
    });
    this.events.length = 0;
    this.message = null;
  }

  /**
   * A message only when something earlier than what the workflow sleeps until appeared. None while an earlier message
   * is not acknowledged: the workflow answers that one by asking, under this case's lock, and hears of this alarm too.
   */
  private hintEarlierAlarm(): void {
    const { nextAlarmAt, armedUntil, messageSeq, ackedSeq } = this.file;
    if (this.message || nextAlarmAt === null || messageSeq > ackedSeq) return;
    if (armedUntil === null || nextAlarmAt < armedUntil) this.send({ kind: 'alarm-moved' });
  }

  /** Only the declaration's window counts from the call: other stages do without its dates, unless it goes on again. */
  async knowCallDates(always = false): Promise<void> {
    const { stage, callId } = this.file;
    if (!callId || !(always || stage === null || stage === 'declaration')) return;
    const call = await new ProgrammeRepository(this.sql).call(callId);
    if (call) Object.assign(this.setting.callDates, { windowOpens: call.windowOpens, windowCloses: call.windowCloses });
  }
}
