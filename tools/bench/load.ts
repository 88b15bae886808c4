import { parties, type Cast, type Parties } from '../scenario/cast';
import { Player, type Played } from '../scenario/player';
import { actsUntil } from '../scenario/respiratory-acts';
import { pause } from '../scenario/waiting';
import type { CallRing } from './calls';

export interface LoadWish {
  clients: number;
  seconds: number;
  /** Nothing is counted before. */
  warmUpSeconds: number;
  /** Decisions a second over all clients; absent: as fast as the answers come. */
  paced?: number;
  /** Legal date of the stack; a load does not move the clock. */
  today: string;
  onMeasuring: () => Promise<void>;
  onMeasured: () => Promise<void>;
}

export interface LoadCount {
  decisions: number;
  stagesEnded: number;
  casesOpened: number;
  casesPlayed: number;
  seconds: number;
  /** Milliseconds from the answer to a decision that ended a stage to the next body's task in its inbox. */
  handOvers: number[];
  /** Milliseconds from the answer to a decision to the next task inside the body. */
  insideWaits: number[];
  errors: Record<string, number>;
}

class TimeIsUp extends Error {}

/** N clients, each playing cases one after the other as all of their actors, up to the publication of the proposal. */
export class Load {
  private measuring = false;
  private over = false;
  private nextSlot = 0;
  /** Decisions of the whole run, the warm-up and what came after the measuring included. */
  total = 0;
  readonly count: LoadCount = {
    decisions: 0,
    stagesEnded: 0,
    casesOpened: 0,
    casesPlayed: 0,
    seconds: 0,
    handOvers: [],
    insideWaits: [],
    errors: {},
  };

  constructor(
    private readonly cast: Cast,
    private readonly calls: CallRing,
    private readonly wish: LoadWish,
  ) {}

  async run(): Promise<LoadCount> {
    const { clients, warmUpSeconds, seconds, onMeasuring, onMeasured } = this.wish;
    this.nextSlot = performance.now();
    const playing = Array.from({ length: clients }, (_, i) => this.client(i));
    await pause(warmUpSeconds * 1000);
    await onMeasuring();
    this.measuring = true;
    const began = performance.now();
    await pause(seconds * 1000);
    this.measuring = false;
    this.count.seconds = (performance.now() - began) / 1000;
    await onMeasured();
    this.over = true;
    await Promise.all(playing);
    return this.count;
  }

  private async client(number: number): Promise<void> {
    const all = Object.values<Parties>(parties);
    const who = all[number % all.length];
    if (!who) return;
    while (!this.over) {
      try {
        await this.playOne(who);
        if (this.measuring) this.count.casesPlayed += 1;
      } catch (error) {
        if (error instanceof TimeIsUp) return;
        const text = error instanceof Error ? error.message : String(error);
        this.count.errors[text] = (this.count.errors[text] ?? 0) + 1;
        if (Object.keys(this.count.errors).length > 20) throw error;
      }
    }
  }

  private async playOne(who: Parties): Promise<void> {
    let stageEnded = true;
    const { today } = this.wish;
    const onPlayed = (played: Played): void => {
      this.total += 1;
      if (this.measuring) this.note(played, stageEnded);
      stageEnded = played.receipt.stageEnded;
    };
    const player = new Player(this.cast, who, {
      fastestLookMs: 10,
      dateOf: () => today,
      before: () => this.turn(),
      onPlayed,
    });
    await player.open(this.calls.take(who.hospital));
    if (this.measuring) this.count.casesOpened += 1;
    for (const act of actsUntil('public-notice', 'record-publication')) await player.act(act);
  }

  private note(played: Played, afterEnd: boolean): void {
    const { count } = this;
    count.decisions += 1;
    if (played.receipt.stageEnded) count.stagesEnded += 1;
    if (played.act.step === 'prepare-declaration') return;
    (afterEnd ? count.handOvers : count.insideWaits).push(played.waitedMs);
  }

  /** Waits for the next slot of a paced load; ends a client when the time is up. */
  private async turn(): Promise<void> {
    if (this.over) throw new TimeIsUp();
    if (this.wish.paced === undefined) return;
    const slot = Math.max(this.nextSlot, performance.now() - 1000);
    this.nextSlot = slot + 1000 / this.wish.paced;
    await pause(Math.max(0, slot - performance.now()));
  }
}
