import type { PersonCard, ProposalList } from '../../contracts/api/people';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Role } from '../../contracts/posts';
import {
  findAdministrator,
  knowsPerson,
  postThatAdministers,
  postThatNotesLeave,
  postThatTransfers,
  type PersonAtWork,
} from '../../domain/people/administering';
import { bytesOf, idOf } from '../../persistence/bytes';
import { PersonRepository } from '../../persistence/people/person-repository';
import type { Sql, Value } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';
import { readToday } from './organisations';

/** A person with posts, units and leave. Administrators, the manager of their body, they themselves; refused: not-found. */
export function readPerson(room: ReadingRoom, actor: Actor, id: Id<'person'>): Promise<PersonCard> {
  return room.database.read(async (sql) => {
    const today = await readToday(room, sql);
    const people = new PersonRepository(sql);
    const known = await people.find(id);
    const atWork = { id, organisations: await people.organisations(id, today) };
    if (!known || !knowsPerson(actor, atWork)) throw new Refused('not-found');
    const leave = await leaveOf(sql, id, today);
    const held = await sql.row<{ held: number | string }>(
      "SELECT COUNT(*) AS held FROM task WHERE holder_id = ? AND state = 'open'",
      [bytesOf(id)],
    );
    return {
      ...known,
      posts: await postsOf(sql, id, today),
      leave,
      away: leave.some((one) => one.from <= today && one.to >= today),
      proposals: await proposalsWhere(sql, actor, 'x.person_id = ?', [bytesOf(id)]),
      heldTasks: Number(held?.held ?? 0),
      allowedActions: actionsOn(actor, atWork),
    };
  });
}

function actionsOn(actor: Actor, person: PersonAtWork): PersonCard['allowedActions'] {
  return [
    ...(findAdministrator(actor, 'organise') ? (['change'] as const) : []),
    ...(findAdministrator(actor, 'propose-post') ? (['propose-post'] as const) : []),
    ...(findAdministrator(actor, 'end-post') ? (['end-post'] as const) : []),
    ...(postThatNotesLeave(actor, person) ? (['note-leave'] as const) : []),
    ...(postThatTransfers(actor, person) ? (['transfer'] as const) : []),
  ];
}

/** Proposals that wait for a second person, oldest first. Refused: not-entitled. */
export function readProposals(room: ReadingRoom, actor: Actor): Promise<ProposalList> {
  postThatAdministers(actor, 'read-people');
  return room.database.read(async (sql) => ({ items: await proposalsWhere(sql, actor, 'TRUE', []) }));
}

interface ProposalRow {
  id: Buffer;
  person_id: Buffer;
  person_zh: string;
  person_en: string;
  organisation_id: Buffer;
  org_zh: string;
  org_en: string;
  role: Role;
  unit_zh: string | null;
  unit_en: string | null;
  pool: string | null;
  valid_from: string;
  valid_to: string | null;
  proposed_by: Buffer;
  by_zh: string;
  by_en: string;
  proposed_at: Date;
}

/** Bounded: what waits for a second person is a list to work off, not a register. */
const mostProposals = 200;

async function proposalsWhere(sql: Sql, actor: Actor, where: string, params: Value[]): Promise<ProposalList['items']> {
  const rows = await sql.rows<ProposalRow>(
    `SELECT x.*, n.name_zh AS person_zh, n.name_en AS person_en, o.name_zh AS org_zh, o.name_en AS org_en,
            u.name_zh AS unit_zh, u.name_en AS unit_en, b.name_zh AS by_zh, b.name_en AS by_en
     FROM post_proposal x JOIN person n ON n.id = x.person_id JOIN organisation o ON o.id = x.organisation_id
     JOIN person b ON b.id = x.proposed_by LEFT JOIN unit u ON u.id = x.unit_id
     WHERE x.state = 'open' AND ${where} ORDER BY x.id LIMIT ${String(mostProposals)}`,
    params,
  );
  return rows.map((row) => ({
    id: idOf('proposal', row.id),
    person: { id: idOf('person', row.person_id), name: { zh: row.person_zh, en: row.person_en } },
    organisation: { id: idOf('organisation', row.organisation_id), name: { zh: row.org_zh, en: row.org_en } },
    role: row.role,
    unit: unitOf(row),
    pool: row.pool,
    from: row.valid_from,
    to: row.valid_to,
    by: { id: idOf('person', row.proposed_by), name: { zh: row.by_zh, en: row.by_en } },
    at: row.proposed_at.toISOString(),
    mine: idOf('person', row.proposed_by) === actor.personId,
  }));
}

const unitOf = (row: { unit_zh: string | null; unit_en: string | null }) =>
  row.unit_zh === null ? null : { zh: row.unit_zh, en: row.unit_en ?? '' };

async function postsOf(sql: Sql, person: Id<'person'>, today: string): Promise<PersonCard['posts']> {
  const rows = await sql.rows<{
    id: Buffer;
    role: Role;
    organisation_id: Buffer;
    org_zh: string;
    org_en: string;
    unit_zh: string | null;
    unit_en: string | null;
    pool: string | null;
    valid_from: string;
    valid_to: string | null;
  }>(
    `SELECT p.id, p.role, p.organisation_id, o.name_zh AS org_zh, o.name_en AS org_en,
            u.name_zh AS unit_zh, u.name_en AS unit_en, p.pool, p.valid_from, p.valid_to
     FROM post p JOIN organisation o ON o.id = p.organisation_id LEFT JOIN unit u ON u.id = p.unit_id
     WHERE p.person_id = ? ORDER BY p.id`,
    [bytesOf(person)],
  );
  return rows.map((row) => ({
    id: idOf('post', row.id),
    organisation: { id: idOf('organisation', row.organisation_id), name: { zh: row.org_zh, en: row.org_en } },
    role: row.role,
    unit: unitOf(row),
    pool: row.pool,
    from: row.valid_from,
    to: row.valid_to,
    held: row.valid_from <= today && (row.valid_to === null || row.valid_to >= today),
  }));
}

async function leaveOf(sql: Sql, person: Id<'person'>, today: string): Promise<PersonCard['leave']> {
  const rows = await sql.rows<{
    id: Buffer;
    first_day: string;
    last_day: string;
    reason: string | null;
    noted_by: Buffer;
    by_zh: string;
    by_en: string;
  }>(
    `SELECT a.id, a.first_day, a.last_day, a.reason, a.noted_by, b.name_zh AS by_zh, b.name_en AS by_en
     FROM absence a JOIN person b ON b.id = a.noted_by
     WHERE a.person_id = ? AND a.last_day >= ? AND a.cancelled_at IS NULL ORDER BY a.first_day, a.id`,
    [bytesOf(person), today],
  );
  return rows.map((row) => ({
    id: idOf('absence', row.id),
    from: row.first_day,
    to: row.last_day,
    reason: row.reason,
    notedBy: { id: idOf('person', row.noted_by), name: { zh: row.by_zh, en: row.by_en } },
  }));
}
