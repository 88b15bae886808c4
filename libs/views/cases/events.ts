import type { EventList, EventRow } from '../../contracts/api/cases';
import { eventTypes, type EventType } from '../../contracts/events';
import type { Id } from '../../contracts/ids';
import type { Actor, Role } from '../../contracts/posts';
import { bodyOfStage, stages, steps, type Stage, type Step } from '../../contracts/procedure';
import { bytesOf, bytesOrNull } from '../../persistence/bytes';
import { marks, type Sql } from '../../persistence/sql';
import { decodeCursor, encodeCursor, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';
import { readCase, type ReadCase } from './case-reader';
import { readerOf } from './decisions';

interface Row {
  seq: number;
  seen_index: number;
  type: EventType;
  audience: string;
  at: Date;
  payload: string;
  hash: Buffer;
}

interface Payload {
  actor?: { person: string; post: string; role: Role; organisation: string; onBehalfOf?: string };
  stage?: string;
  step?: string | null;
  outcome?: string;
  [fact: string]: unknown;
}

interface Name {
  zh: string;
  en: string;
}

/** Facts that only say who and where, or that other screens show with their words. */
const inner = new Set([
  'actor',
  'stage',
  'step',
  'outcome',
  'task',
  'request',
  'person',
  'post',
  'reached',
  'away',
  'standIns',
  'passedOn',
  'deadline',
  'decision',
  'target',
  'part',
  'explanation',
]);

/** `outward`: only what every party to the case may read. */
export interface EventsWanted {
  limit: number;
  after?: string;
  outward?: true;
}

/** The timeline, newest first, renumbered so that gaps tell nothing. */
export function readEvents(
  room: ReadingRoom,
  actor: Actor,
  caseId: Id<'case'>,
  query: EventsWanted,
): Promise<EventList> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const audiences = query.outward ? ['applicant'] : await audiencesOfReader(sql, actor, read);
    // A further round tells of a return: outside its body a stage is entered once and ended once.
    const own = ['none', ...stages.filter((stage) => read.bodies.has(bodyOfStage[stage]))];
    const before = query.after === undefined ? null : Number(decodeCursor(query.after, [/^\d{1,9}$/])[0]);
    const rows = await sql.rows<Row>(
      `SELECT seq, seen_index, type, audience, at, payload, hash FROM (
         SELECT e.*, ROW_NUMBER() OVER (ORDER BY e.seq) AS seen_index FROM case_event e
         WHERE e.case_id = ? AND e.audience IN (${marks(audiences.length)})
           AND (e.type NOT IN ('stageEntered', 'stageEnded') OR JSON_EXTRACT(e.payload, '$.round') = 1
                OR JSON_UNQUOTE(JSON_EXTRACT(e.payload, '$.stage')) IN (${marks(own.length)}))
       ) v ${before === null ? '' : 'WHERE seen_index < ?'} ORDER BY seen_index DESC LIMIT ${String(query.limit + 1)}`,
      [bytesOf(caseId), ...audiences, ...own, ...(before === null ? [] : [before])],
    );
    const payloads = new Map(rows.map((row) => [row.seq, JSON.parse(row.payload) as Payload]));
    const names = await readNames(sql, [...payloads.values()]);
    const audits = actor.posts.some((post) => post.role === 'auditor');
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([String(row.seen_index)]),
      (row) => present(row, payloads.get(row.seq) ?? {}, names, read, audits),
    );
  });
}

async function audiencesOfReader(sql: Sql, actor: Actor, read: ReadCase): Promise<string[]> {
  const own = [...read.bodies].flatMap((body) =>
    body === 'hospital' ? ['body:hospital'] : [`body:${body}`, `panel:${body}`],
  );
  const seats = (await readerOf(sql, actor, read)).seats.map((seat) => `panel:${seat.level}`);
  const nation = read.bodies.has('nation') ? ['nation'] : [];
  return [...new Set(['applicant', ...own, ...seats, ...nation])];
}

async function readNames(sql: Sql, payloads: readonly Payload[]) {
  const actors = payloads.flatMap((payload) => payload.actor ?? []);
  const people = [
    ...new Set(actors.flatMap((actor) => [actor.person, ...(actor.onBehalfOf ? [actor.onBehalfOf] : [])])),
  ];
  const bodies = [...new Set(actors.map((actor) => actor.organisation))];
  const read = async (table: 'person' | 'organisation', ids: string[]): Promise<Map<string, Name>> => {
    if (ids.length === 0) return new Map();
    const rows = await sql.rows<{ id: Buffer; name_zh: string; name_en: string }>(
      `SELECT id, name_zh, name_en FROM ${table} WHERE id IN (${marks(ids.length)})`,
      ids.map((id) => bytesOrNull(id)),
    );
    return new Map(rows.map((row) => [row.id.toString('hex'), { zh: row.name_zh, en: row.name_en }]));
  };
  return { people: await read('person', people), organisations: await read('organisation', bodies) };
}

type Names = Awaited<ReturnType<typeof readNames>>;

function present(row: Row, payload: Payload, names: Names, read: ReadCase, audits: boolean): EventRow {
  const known = <T extends string>(list: readonly T[], value: unknown): T | null =>
    list.includes(value as T) ? (value as T) : null;
  // An event that everybody on the case reads names nobody outside the body it was done in.
  const named = row.audience !== 'applicant' || isOwn(payload, read);
  return {
    index: row.seen_index,
    type: row.type,
    at: row.at.toISOString(),
    title: eventTypes[row.type].words,
    stage: known<Stage>(stages, payload.stage),
    step: named ? known<Step>(steps, payload.step) : null,
    outcome: typeof payload.outcome === 'string' ? payload.outcome : null,
    by: named ? nameOf(payload, names) : null,
    facts: Object.fromEntries(Object.entries(payload).filter(([fact, value]) => !inner.has(fact) && value !== null)),
    hash: audits ? row.hash.toString('hex') : null,
  };
}

function isOwn(payload: Payload, read: ReadCase): boolean {
  const organisation = payload.actor?.organisation;
  const { applicantId, provinceId, nationId } = read.file;
  if (organisation === undefined) return false;
  return (
    (read.bodies.has('hospital') && organisation === applicantId) ||
    (read.bodies.has('province') && organisation === provinceId) ||
    (read.bodies.has('nation') && organisation === nationId)
  );
}

function nameOf(payload: Payload, names: Names): EventRow['by'] {
  if (!payload.actor) return null;
  const name = names.people.get(payload.actor.person.slice(-32));
  const organisation = names.organisations.get(payload.actor.organisation.slice(-32));
  const { role, onBehalfOf } = payload.actor;
  const behalf = onBehalfOf ? (names.people.get(onBehalfOf.slice(-32)) ?? null) : null;
  return name && organisation ? { name, role, organisation, onBehalfOf: behalf } : null;
}
