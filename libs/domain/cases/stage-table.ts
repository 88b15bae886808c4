import type { Outcome, Stage, Step, StageOutcome, TaskState } from '../../contracts/procedure';
import type { Id } from '../../contracts/ids';

/** What the pure stage functions know of a seat of the panel. */
export interface SeatFacts {
  id: Id<'seat'>;
  personId: Id<'person'>;
  lead: boolean;
}

/** What they know of a task of the stage in the running round. */
export interface TaskFacts {
  id: Id<'task'>;
  step: Step;
  state: TaskState;
  outcome: Outcome | null;
  seatId: Id<'seat'> | null;
  /** The document request it is about; none for most. */
  requestId?: Id<'request'> | null;
}

/** The stage as it stands before the act; the deciding task is still open in it. */
export interface StageState {
  tasks: readonly TaskFacts[];
  seats: readonly SeatFacts[];
}

export interface Opening {
  step: Step;
  seatId: Id<'seat'> | null;
  /** Carried from the act that opens it. */
  requestId?: Id<'request'> | null;
}

export type Follow =
  | { then: 'ends'; outcome: StageOutcome }
  | { then: 'opens'; step: Step }
  | { then: 'opens-for-each-seat'; step: Step }
  | { then: 'opens-for-same-seat'; step: Step }
  | { then: 'when-every-seat-has'; follow: Follow }
  /** Something other than a person's act ends the stage: an alarm. */
  | { then: 'waits' }
  /** Other tasks of the stage are open, and go on. */
  | { then: 'goes-on' }
  /** A proposal is confirmed: what follows is what was proposed. */
  | { then: 'as-proposed'; follows: Partial<Record<Outcome, Follow>> };

export const ends = (outcome: StageOutcome): Follow => ({ then: 'ends', outcome });
export const opens = (step: Step): Follow => ({ then: 'opens', step });
export const opensForEachSeat = (step: Step): Follow => ({ then: 'opens-for-each-seat', step });
export const opensForSameSeat = (step: Step): Follow => ({ then: 'opens-for-same-seat', step });
export const whenEverySeatHas = (follow: Follow): Follow => ({ then: 'when-every-seat-has', follow });
export const waits: Follow = { then: 'waits' };
export const goesOn: Follow = { then: 'goes-on' };
export const asProposed = (follows: Partial<Record<Outcome, Follow>>): Follow => ({ then: 'as-proposed', follows });

/** What follows what at one desk line. Read it aloud. */
export interface StageTable {
  stage: Stage;
  /** First step when the stage is entered without a target. */
  first: Step;
  edges: Partial<Record<Step, Partial<Record<Outcome, Follow>>>>;
}

export const sequence = (stage: Stage, first: Step, edges: StageTable['edges']): StageTable => ({
  stage,
  first,
  edges,
});
