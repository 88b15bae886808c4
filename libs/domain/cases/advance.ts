import type { Id } from '../../contracts/ids';
import type { Outcome, Stage, StageOutcome, Step, Target } from '../../contracts/procedure';
import type { Follow, Opening, StageState, StageTable, TaskFacts } from './stage-table';
import { stepDefinition } from './registry';

export interface Act {
  taskId: Id<'task'>;
  step: Step;
  seatId: Id<'seat'> | null;
  outcome: Outcome;
  target: Target | null;
  /** The document request the act is about. */
  requestId?: Id<'request'> | null;
  /** Of a confirmation: the outcome that was proposed. */
  proposed?: Outcome | null;
}

/** What follows from an act: tasks to open, open tasks to cancel, and the stage's end if it ends. */
export interface Consequence {
  opens: Opening[];
  cancels: Id<'task'>[];
  ends: { outcome: StageOutcome; target: Target | null } | null;
}

/**
 * The pure heart of a stage: state × act → what follows. `seats` of the state are those after the act
 * (form-panel names them). Throws a plain Error for an outcome the table does not know: callers check
 * the registry first, so reaching it is a fault.
 */
export function advance(table: StageTable, state: StageState, act: Act): Consequence {
  const others = state.tasks.filter((task) => task.state === 'open' && task.id !== act.taskId);
  const follow = table.edges[act.step]?.[act.outcome];
  // Where the table says what a return leads to it names no target: a proposal goes back to whoever made it.
  if (act.outcome === 'returned' && !follow) return returned(table.stage, state, act, others);
  if (!follow) throw new Error(`${table.stage}/${act.step} does not know ${act.outcome}`);
  const consequence = resolve(table.stage, follow, state, act);
  // What ends a stage leaves nothing open in it.
  return consequence.ends ? { ...consequence, cancels: others.map((task) => task.id) } : consequence;
}

/** Inside the stage, what another body was asked for goes on: it does not depend on the draft that went back. */
function returned(stage: Stage, state: StageState, act: Act, open: readonly TaskFacts[]): Consequence {
  if (!act.target) throw new Error('a return names its target');
  if (act.target.stage !== stage)
    return {
      opens: [],
      cancels: open.map((task) => task.id),
      ends: { outcome: 'returned', target: act.target },
    };
  const cancels = open.filter((task) => !task.requestId).map((task) => task.id);
  return { opens: openingsOf(stage, act.target.step, state), cancels, ends: null };
}

function resolve(stage: Stage, follow: Follow, state: StageState, act: Act): Consequence {
  const none: Consequence = { opens: [], cancels: [], ends: null };
  switch (follow.then) {
    case 'ends':
      return { ...none, ends: { outcome: follow.outcome, target: null } };
    case 'opens':
      return { ...none, opens: aboutRequest(openingsOf(stage, follow.step, state), act) };
    case 'opens-for-each-seat':
      return { ...none, opens: state.seats.map((seat) => ({ step: follow.step, seatId: seat.id })) };
    case 'opens-for-same-seat':
      return { ...none, opens: [{ step: follow.step, seatId: act.seatId }] };
    case 'when-every-seat-has':
      return everySeatHas(state, act) ? resolve(stage, follow.follow, state, act) : none;
    case 'as-proposed': {
      const next = act.proposed ? follow.follows[act.proposed] : undefined;
      if (!next) throw new Error(`${stage}/${act.step} confirms nothing that was proposed`);
      return resolve(stage, next, state, act);
    }
    case 'waits':
    case 'goes-on':
      return none;
  }
}

const aboutRequest = (openings: Opening[], act: Act): Opening[] =>
  act.requestId ? openings.map((opening) => ({ ...opening, requestId: act.requestId ?? null })) : openings;

/** Every seat has done the step, counting this act; a task reopened by a recall counts as not done. */
function everySeatHas(state: StageState, act: Act): boolean {
  return state.seats.every((seat) => {
    if (seat.id === act.seatId) return true;
    const last = state.tasks.filter((task) => task.seatId === seat.id && task.step === act.step).at(-1);
    return last?.state === 'done';
  });
}

/** Tasks that open a step: one for each seat, one for the lead, or one for the post. Throws without a lead. */
export function openingsOf(stage: Stage, step: Step, state: StageState): Opening[] {
  const { doer } = stepDefinition(stage, step);
  if ('role' in doer) return [{ step, seatId: null }];
  if (doer.seat === 'each') return state.seats.map((seat) => ({ step, seatId: seat.id }));
  const lead = state.seats.find((seat) => seat.lead);
  if (!lead) throw new Error(`${step} needs a panel with a lead`);
  return [{ step, seatId: lead.id }];
}
