import type {
  CaseActivities,
  CaseMessage,
  Closing,
  Entering,
  Handed,
  Left,
  Standing,
} from '../../libs/contracts/messages';
import { mainPart } from '../../libs/contracts/messages';
import {
  isArchiveStage,
  type ArchiveStage,
  type Result,
  type Stage,
  type StageOutcome,
  type Target,
} from '../../libs/contracts/procedure';

interface StageRow {
  stage: Stage;
  round: number;
  outcome: StageOutcome | null;
  target: Target | null;
}

export type Call = { name: keyof CaseActivities } & Handed;

/**
 * The record of one case in memory, with the rules a workflow relies on: entering is idempotent, a closed
 * case stays closed, and every answer says where the case stands.
 */
export class ScriptedRecord {
  readonly rows: StageRow[] = [];
  readonly calls: Call[] = [];
  /** Instant of the next alarm (epoch ms) of the open stage. */
  wakeAt: number | null = null;
  /** Milliseconds after entering when a stage's first alarm rings; null: it has none. */
  alarmAfter: number | null = null;
  result: Result | null = null;
  /** The archive's stage that the record opens when the case is closed or withdrawn; null: it has none. */
  archive: ArchiveStage | null = null;
  seq = 0;
  acked = 0;
  /** Called before an answer; may throw as a database that is away does. */
  before: (call: Call) => void = () => undefined;
  /** What ringing does to the record. */
  onRing: () => void = () => {
    this.wakeAt = null;
  };

  constructor(first: Stage) {
    this.open(first, null);
  }

  get current(): StageRow {
    const row = this.rows.at(-1);
    if (!row) throw new Error('no stage');
    return row;
  }

  /** Stages in the order they were entered, as `stage#round`. */
  get entered(): string[] {
    return this.rows.map((row) => `${row.stage}#${String(row.round)}`);
  }

  count(name: keyof CaseActivities): number {
    return this.calls.filter((call) => call.name === name).length;
  }

  /** Ends the open stage and gives the message that tells of it. */
  end(outcome: StageOutcome, target: Target | null = null): CaseMessage {
    const row = this.current;
    if (row.outcome !== null) throw new Error(`${row.stage} has ended already`);
    row.outcome = outcome;
    row.target = target;
    if (outcome === 'withdrawn') this.finish('withdrawn');
    this.seq += 1;
    const { stage, round } = row;
    return { kind: 'stage-ended', seq: this.seq, stage, part: mainPart, round, outcome, ...(target ? { target } : {}) };
  }

  message(kind: 'look' | 'alarm-moved'): CaseMessage {
    if (kind === 'alarm-moved') this.seq += 1;
    return { kind, seq: this.seq };
  }

  where(handed: Handed): Standing {
    this.take('where', handed);
    return this.standing();
  }

  enter(entering: Entering): Standing {
    this.take('enter', entering);
    if (this.endedLast(entering.after)) this.open(entering.stage, entering.target);
    return this.standing();
  }

  ring(handed: Handed): Standing {
    this.take('ring', handed);
    if (this.result === null) this.onRing();
    return this.standing();
  }

  close(closing: Closing): Standing {
    this.take('close', closing);
    if (this.endedLast(closing.after)) this.finish(closing.result);
    return this.standing();
  }

  /** As the real record: a move is made only from the end that it answers. */
  private endedLast(after: Left): boolean {
    const { stage, round, outcome } = this.current;
    return this.result === null && outcome !== null && stage === after.stage && round === after.round;
  }

  private take(name: keyof CaseActivities, handed: Handed): void {
    const call: Call = { name, caseId: handed.caseId, seq: handed.seq, historyLength: handed.historyLength };
    this.before(call);
    this.calls.push(call);
    this.acked = Math.max(this.acked, handed.seq);
  }

  /** A closed case is over unless its archive is being worked. */
  private get filing(): boolean {
    return isArchiveStage(this.current.stage) && this.current.outcome === null;
  }

  private finish(result: Result): void {
    this.result = result;
    if (this.archive) this.open(this.archive, null);
  }

  /** Later papers: the archive's next round. */
  supplement(): CaseMessage {
    if (!this.archive || this.filing) throw new Error('nothing was accepted');
    this.open(this.archive, null);
    this.seq += 1;
    return { kind: 'look', seq: this.seq };
  }

  private standing(): Standing {
    if (this.result !== null && !this.filing) return { at: 'closed' };
    const { stage, round, outcome, target } = this.current;
    if (outcome === null) return { at: 'stage', stage, part: mainPart, round, wakeAt: this.wakeAt };
    return { at: 'ended', stage, part: mainPart, round, outcome, target };
  }

  private open(stage: Stage, target: Target | null): void {
    const round = this.rows.filter((row) => row.stage === stage).length + 1;
    this.rows.push({ stage, round, outcome: null, target });
    this.wakeAt = this.alarmAfter === null ? null : Date.now() + this.alarmAfter;
  }
}
