import type { StageOutcome, Target } from '../../libs/contracts/procedure';

/** More ends of stages than this, unread, and the record is asked instead. */
const limit = 64;

export interface StageEnded {
  stage: string;
  part: string;
  round: number;
  outcome: StageOutcome;
  target: Target | null;
}

/**
 * Messages that came and were not yet read. Putting one in is synchronous, total and never throws: a signal
 * handler that throws blocks the case. What it does not understand is kept as doubt, and doubt asks the record.
 */
export class Mailbox {
  private ended: StageEnded[] = [];
  private doubt = false;
  private highest: number;

  /** @param seq highest message taken by the run before */
  constructor(seq: number) {
    this.highest = seq;
  }

  readonly put = (message: unknown): void => {
    if (!isObject(message)) {
      this.doubt = true;
      return;
    }
    if (Number.isSafeInteger(message.seq)) this.highest = Math.max(this.highest, message.seq as number);
    const ended = asStageEnded(message);
    if (ended && this.ended.length < limit) this.ended.push(ended);
    else this.doubt = true;
  };

  get hasNews(): boolean {
    return this.doubt || this.ended.length > 0;
  }

  /** Highest message number seen; everything up to it is answered by the next question to the record. */
  get seq(): number {
    return this.highest;
  }

  /** Empties the mailbox. */
  take(): StageEnded[] {
    const ended = this.ended;
    this.ended = [];
    this.doubt = false;
    return ended;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function asStageEnded(message: Record<string, unknown>): StageEnded | null {
  const { kind, stage, part, round, outcome, target } = message;
  if (kind !== 'stage-ended' || typeof round !== 'number') return null;
  if (typeof stage !== 'string' || typeof part !== 'string' || typeof outcome !== 'string') return null;
  return { stage, part, round, outcome: outcome as StageOutcome, target: asTarget(target) };
}

function asTarget(value: unknown): Target | null {
  if (!isObject(value) || typeof value.stage !== 'string' || typeof value.step !== 'string') return null;
  return value as unknown as Target;
}
