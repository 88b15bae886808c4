import { condition, continueAsNew, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow';
import { caseSignal, mainPart } from '../../libs/contracts/messages';
import type { CaseActivities, CaseInput, Handed, Left, Standing } from '../../libs/contracts/messages';
import type { Outcome, Result, Stage, Target } from '../../libs/contracts/procedure';
import { Alarm } from './alarm';
import { Mailbox } from './mailbox';
import { askRecord } from './record';

/** Ten times a whole case. Above it the run continues as a new one, at its next wait. */
const longHistory = 1_000;

/** Outcomes a stage ends with by itself; returned, recalled and withdrawn are answered here. */
export type Ends<S extends Stage> = Readonly<Record<S, readonly Outcome[]>>;
export type Next<S extends Stage> = S | 'closed';

/** What a stage's file works with. */
export interface CaseFile<S extends Stage, E extends Ends<S>> {
  /** Enters the stage if the record is not there yet, waits for its end, rings alarms meanwhile. */
  stage<N extends S>(name: N): Promise<E[N][number]>;
  /** Closes the case with a result. Where the record opened a stage of its archive with that, the case goes on there. */
  close(result: Result): Promise<'closed'>;
  /** After the end of what was done on a closed case: says that it was heard of, and goes where the record stands now. */
  rest(): Promise<Next<S>>;
}

export type StageFiles<S extends Stage, E extends Ends<S>> = {
  readonly [N in S]: (file: CaseFile<S, E>) => Promise<Next<S>>;
};

type Ended = Extract<Standing, { at: 'ended' }>;
type InStage = Extract<Standing, { at: 'stage' }>;

/** Thrown inside a stage's file when the record stands elsewhere than the file says. Never leaves `followCase`. */
class StandsElsewhere extends Error {}

/**
 * Follows a case from wherever the record says it stands until it is closed. The record knows, the workflow
 * asks: messages are hints, so their order, doubles and losses do not matter, and a lost run is started again.
 */
export async function followCase<S extends Stage, E extends Ends<S>>(
  input: CaseInput,
  ends: E,
  files: StageFiles<S, E>,
): Promise<void> {
  const file = new OpenCaseFile<S, E>(input, ends);
  await file.ask((record, handed) => record.where(handed));
  let next = file.whereNext();
  while (next !== 'closed') {
    if (!Object.hasOwn(files, next)) throw new Error(`stage ${next} is not known to this worker`);
    try {
      next = await files[next](file);
    } catch (error) {
      if (!(error instanceof StandsElsewhere)) throw error;
      next = file.whereNext();
    }
  }
}

class OpenCaseFile<S extends Stage, E extends Ends<S>> implements CaseFile<S, E> {
  private readonly mailbox: Mailbox;
  private readonly alarm = new Alarm();
  private standing: Standing = { at: 'closed' };
  /** The end the workflow has answered and moves on from. */
  private left: Ended | null = null;
  private target: Target | null = null;

  constructor(
    private readonly input: CaseInput,
    private readonly ends: E,
  ) {
    this.mailbox = new Mailbox(input.seq ?? 0);
    setHandler(defineSignal<[unknown]>(caseSignal), this.mailbox.put);
  }

  async stage<N extends S>(name: N): Promise<E[N][number]> {
    if (this.left) await this.enter(name);
    while (this.standing.at === 'stage' && this.standing.stage === name) await this.news(this.standing);
    const standing = this.standing;
    if (standing.at !== 'ended' || standing.stage !== name || isInterruption(standing)) throw new StandsElsewhere();
    const known: readonly string[] = this.ends[name];
    if (!known.includes(standing.outcome)) throw new Error(`${name} does not know the outcome ${standing.outcome}`);
    this.left = standing;
    return standing.outcome as E[N][number];
  }

  async close(result: Result): Promise<'closed'> {
    const left = this.requireLeft();
    await this.ask((record, handed) => record.close({ ...handed, after: placeOf(left), result }));
    this.refuseStandstill(left);
    if (this.standing.at === 'closed') return 'closed';
    throw new StandsElsewhere();
  }

  async rest(): Promise<Next<S>> {
    await this.ask((record, handed) => record.where(handed));
    return this.whereNext();
  }

  /** The stage whose file goes on from where the record stands. */
  whereNext(): Next<S> {
    const standing = this.standing;
    if (standing.at === 'closed') return 'closed';
    if (standing.at === 'ended' && isInterruption(standing)) {
      if (standing.outcome === 'withdrawn') return 'closed';
      if (!standing.target) throw new Error(`${standing.stage} ended ${standing.outcome} without a target`);
      this.left = standing;
      this.target = standing.target;
      return standing.target.stage as S;
    }
    return standing.stage as S;
  }

  async ask(question: (record: CaseActivities, handed: Handed) => Promise<Standing>): Promise<void> {
    const handed: Handed = {
      caseId: this.input.caseId,
      seq: this.mailbox.seq,
      historyLength: workflowInfo().historyLength,
    };
    this.standing = await askRecord((record) => question(record, handed));
    this.left = null;
    this.target = null;
  }

  private async enter(stage: S): Promise<void> {
    const left = this.requireLeft();
    const { target } = this;
    await this.ask((record, handed) =>
      record.enter({ ...handed, after: placeOf(left), stage, part: mainPart, target }),
    );
    this.refuseStandstill(left);
  }

  private requireLeft(): Ended {
    if (!this.left) throw new Error('a case moves on only from a stage that ended');
    return this.left;
  }

  /** A record that answers with the very end it was moved on from would be asked for ever. */
  private refuseStandstill(left: Ended): void {
    const now = this.standing;
    if (now.at !== 'ended') return;
    if (now.stage === left.stage && now.part === left.part && now.round === left.round) {
      throw new Error(`the record does not move on from ${left.stage}`);
    }
  }

  /** Waits for a message or the alarm. The mailbox is looked at first: a message may have come before the wait. */
  private async news(standing: InStage): Promise<void> {
    if (!this.mailbox.hasNews) {
      await this.continueIfLong();
      this.alarm.arm(standing.wakeAt);
      await condition(() => this.mailbox.hasNews || this.alarm.rang);
    }
    if (!this.mailbox.hasNews) {
      await this.ask((record, handed) => record.ring(handed));
      this.alarm.answered(this.standing.at === 'stage' ? this.standing.wakeAt : null);
      return;
    }
    const ended = this.mailbox
      .take()
      .find((end) => end.stage === standing.stage && end.part === standing.part && end.round === standing.round);
    if (ended && !needsRecord(ended)) this.standing = { at: 'ended', ...ended, stage: standing.stage };
    else await this.ask((record, handed) => record.where(handed));
  }

  /** Continuing drops what is in memory, so only with an empty mailbox; the new run begins by asking where. */
  private async continueIfLong(): Promise<void> {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    if (historyLength < longHistory && !continueAsNewSuggested) return;
    const input: CaseInput = { caseId: this.input.caseId, seq: this.mailbox.seq };
    await continueAsNew<(next: CaseInput) => Promise<void>>(input);
  }
}

const placeOf = ({ stage, part, round }: Ended): Left => ({ stage, part, round });

const isInterruption = (end: Pick<Ended, 'outcome'>): boolean =>
  end.outcome === 'returned' || end.outcome === 'recalled' || end.outcome === 'withdrawn';

/** A withdrawal closes the record and is acknowledged by asking; a return without a target is a doubt. */
const needsRecord = (end: Pick<Ended, 'outcome' | 'target'>): boolean =>
  end.outcome === 'withdrawn' || (isInterruption(end) && end.target === null);
