import type { DecisionReceipt, InboxRow, TaskView } from '../../libs/contracts/api/tasks';
import type { Outcome, Stage, Step } from '../../libs/contracts/procedure';
import type { Cast, Parties } from './cast';
import type { Desk } from './desk';
import { until } from './waiting';

export type Form = Record<string, unknown>;

/** What a form is filled in from: the case, the task as its doer sees it, the doer's desk. */
export interface Hand {
  desk: Desk;
  cast: Cast;
  parties: Parties;
  caseId: string;
  caseNumber: string;
  /** Legal date of the act. */
  on: string;
  /** Place of the doer in the order of `by`, from 0. */
  turn: number;
  task: () => Promise<TaskView>;
}

/** One line of the play: on this day, these people (each once, in this order) decide this step this way. */
export interface Act {
  on: string;
  stage: Stage;
  step: Step;
  outcome: Outcome;
  by: (cast: Cast, parties: Parties) => readonly string[];
  form: (hand: Hand) => Form | Promise<Form>;
}

export interface Played {
  act: Act;
  username: string;
  row: InboxRow;
  receipt: DecisionReceipt;
  /** Milliseconds the doer looked for the task; near zero inside a body. */
  waitedMs: number;
  decidedMs: number;
}

export interface OpenedPlay {
  caseId: string;
  caseNumber: string;
}

/** Parts of one decision as its doer goes through it. */
export type Phase = 'look' | 'claim' | 'fill-in' | 'decide';

export interface PlayerOptions {
  /** How long the next body's task may take to come into its inbox. */
  patienceMs?: number;
  fastestLookMs?: number;
  /** Rows of an inbox page. */
  inboxRows?: number;
  /** Legal date written into the forms instead of the one the act is told on. */
  dateOf?: (act: Act) => string;
  /** Called before each doer begins: a paced play waits here. */
  before?: () => Promise<void>;
  /** Runs each part of a decision: a bench measures here. */
  around?: <T>(phase: Phase, part: () => Promise<T>) => Promise<T>;
  onPlayed?: (played: Played) => void;
}

/** Plays one case as all of its actors: look into the inbox, claim, fill in, decide. */
export class Player {
  private opened: OpenedPlay | undefined;

  constructor(
    readonly cast: Cast,
    readonly parties: Parties,
    private readonly options: PlayerOptions = {},
  ) {}

  get caseId(): string {
    return this.play().caseId;
  }

  get caseNumber(): string {
    return this.play().caseNumber;
  }

  /** The hospital's preparer opens a case in a call whose window is open: `callId`, or the first one. */
  async open(callId?: string): Promise<OpenedPlay> {
    const desk = await this.cast.desk(`${this.parties.hospital}.preparer`);
    const call = callId ?? (await desk.calls()).items.find((one) => one.open)?.id;
    if (!call) throw new Error('no call has an open window');
    const { id, number } = await desk.openCase(call);
    this.opened = { caseId: id, caseNumber: number };
    return this.opened;
  }

  /** Everyone of the act's list does it, one after the other. */
  async act(act: Act): Promise<Played[]> {
    const played: Played[] = [];
    for (const [turn, username] of act.by(this.cast, this.parties).entries()) {
      played.push(await this.actAs(act, username, turn));
    }
    return played;
  }

  private async actAs(act: Act, username: string, turn: number): Promise<Played> {
    const desk = await this.cast.desk(username);
    await this.options.before?.();
    const began = performance.now();
    const row = await this.part('look', () => this.find(desk, act));
    const found = performance.now();
    const { rev } = row.mine && row.claimedAt ? row : await this.part('claim', () => desk.claim(row.id));
    const form = await this.part('fill-in', async () => act.form(this.hand(desk, act, row, turn)));
    const receipt = await this.part('decide', () => desk.decide(row.id, { rev, outcome: act.outcome, form }));
    const played = { act, username, row, receipt, waitedMs: found - began, decidedMs: performance.now() - found };
    this.options.onPlayed?.(played);
    return played;
  }

  private hand(desk: Desk, act: Act, row: InboxRow, turn: number): Hand {
    const { cast, parties, caseId, caseNumber } = this;
    const on = this.options.dateOf?.(act) ?? act.on;
    return { desk, cast, parties, caseId, caseNumber, on, turn, task: () => desk.task(row.id) };
  }

  private part<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    return this.options.around ? this.options.around(phase, work) : work();
  }

  private find(desk: Desk, act: Act): Promise<InboxRow> {
    const what = `${this.caseNumber} ${act.stage}/${act.step} in the inbox of ${desk.username}`;
    const { patienceMs = 30_000, fastestLookMs = 20, inboxRows = 30 } = this.options;
    const { caseId } = this;
    return until({ what, withinMs: patienceMs, fastestMs: fastestLookMs }, () =>
      findTask(desk, caseId, act, inboxRows),
    );
  }

  private play(): OpenedPlay {
    if (!this.opened) throw new Error('the case is not open yet');
    return this.opened;
  }
}

/** The doer's own row of that case and step, wherever it stands in the inbox. */
async function findTask(desk: Desk, caseId: string, act: Act, rows: number): Promise<InboxRow | undefined> {
  for (let after: string | undefined; ;) {
    const page = await desk.inbox(rows, after);
    const row = page.items.find((one) => one.caseId === caseId && one.stage === act.stage && one.step === act.step);
    if (row || page.next === null) return row;
    after = page.next;
  }
}
