import type { Body, Side } from '../../contracts/posts';
import { bodyOfStage, type Stage, type Step } from '../../contracts/procedure';

/** How a reader stands to a case, for what was entered at its steps. */
export interface Reader {
  personId: string;
  bodies: ReadonlySet<Body>;
  /** Levels on whose panel the reader sits now, with the lead's seat told apart. */
  seats: readonly { level: 'province' | 'nation'; lead: boolean }[];
}

export interface EnteredAct {
  stage: Stage;
  step: Step;
  side: Side;
  personId: string;
}

/** Results that come out of a body's house: the next body up reads them. */
const outgoing: ReadonlySet<Step> = new Set<Step>([
  'write-report',
  'draft-recommendation',
  'sign-recommendation',
  'submit-to-nhc',
]);
/** What the hospital is told of acts that are not its own: the issued notice and its forwarding. */
const told: ReadonlySet<Step> = new Set<Step>(['issue-notice', 'forward-result']);
const personal: ReadonlySet<Step> = new Set<Step>(['declare-interests', 'evaluate', 'vote']);

const levelOf = (stage: Stage): 'province' | 'nation' | null =>
  stage === 'provincial-evaluation' ? 'province' : stage === 'national-review' ? 'nation' : null;

/**
 * Whether a reader sees what was entered. The hospital its own; a province the hospital's, its own and its panel's; the
 * nation the declaration, what the province sent out, its own and its panel's. An expert the declaration and own
 * sheets; the lead every sheet of the panel, to write the report.
 */
export function mayReadAct(reader: Reader, act: EnteredAct): boolean {
  if (act.personId === reader.personId) return true;
  if (mayReadAsSeat(reader, act)) return true;
  const body = act.side === 'panel' ? bodyOfStage[act.stage] : act.side;
  if (reader.bodies.has(body)) return true;
  if (reader.bodies.has('province')) return act.side === 'hospital' || told.has(act.step);
  if (reader.bodies.has('nation')) return act.side === 'hospital' || (body === 'province' && outgoing.has(act.step));
  return reader.bodies.has('hospital') && told.has(act.step);
}

function mayReadAsSeat(reader: Reader, act: EnteredAct): boolean {
  if (reader.seats.length === 0) return false;
  if (act.side === 'hospital') return true;
  const seat = reader.seats.find((one) => one.level === levelOf(act.stage));
  return seat !== undefined && act.side === 'panel' && (seat.lead || !personal.has(act.step));
}

/** Names of those who acted are internal to their body; experts' names are never for applicants. */
export function mayReadName(reader: Reader, act: EnteredAct): boolean {
  if (act.personId === reader.personId) return true;
  const body = act.side === 'panel' ? bodyOfStage[act.stage] : act.side;
  return reader.bodies.has(body) || reader.seats.some((seat) => seat.level === levelOf(act.stage));
}
