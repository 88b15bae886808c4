import type { ProposalList } from '../../contracts/api/people';
import { refusals } from '../../contracts/errors';
import type { Actor, Role } from '../../contracts/posts';
import { entitled, offered, requireEntitled } from '../../domain/people/entitlement';
import { idOf } from '../../persistence/bytes';
import type { Sql, Value } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';

/** Proposals that wait for a second person, oldest first. Refused: not-entitled. */
export async function readProposals(room: ReadingRoom, actor: Actor): Promise<ProposalList> {
  requireEntitled(actor, 'read-people', { organisationId: null });
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

/** Open proposals, with what the reader may do about each. */
export async function proposalsWhere(
  sql: Sql,
  actor: Actor,
  where: string,
  params: Value[],
): Promise<ProposalList['items']> {
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
    ...standing(actor, row),
  }));
}

function standing(actor: Actor, row: ProposalRow) {
  const [personId, proposedBy] = [idOf('person', row.person_id), idOf('person', row.proposed_by)];
  const confirm = entitled(actor, 'confirm-post', { personId, proposedBy });
  const barred = !confirm.allowed && confirm.because !== 'not-entitled' ? refusals[confirm.because].words : null;
  return {
    mine: proposedBy === actor.personId,
    allowedActions: offered([
      ['confirm', confirm],
      ['refuse', entitled(actor, 'refuse-post', { proposedBy })],
    ]),
    barred,
  };
}

export const unitOf = (row: { unit_zh: string | null; unit_en: string | null }) =>
  row.unit_zh === null ? null : { zh: row.unit_zh, en: row.unit_en ?? '' };
