import type { DecisionList } from '../../contracts/api/cases';
import type { Id } from '../../contracts/ids';
import type { Actor, Role, Side } from '../../contracts/posts';
import type { Outcome, Stage, Step } from '../../contracts/procedure';
import { mayReadAct, mayReadName, type Reader } from '../../domain/people/readable';
import { ArchiveRepository } from '../../persistence/audit/archive-repository';
import { bytesOf, idOf } from '../../persistence/bytes';
import { marks, type Sql } from '../../persistence/sql';
import { standardOf } from '../inbox/standard';
import type { ReadingRoom } from '../reading-room';
import { readCase, type ReadCase } from './case-reader';

interface Row {
  id: Buffer;
  stage: Stage;
  step: Step;
  round: number;
  outcome: Outcome;
  side: Side;
  person_id: Buffer;
  at: Date;
  form: string;
  recalled_at: Date | null;
  request_id: Buffer | null;
  name_zh: string;
  name_en: string;
  behalf_zh: string | null;
  behalf_en: string | null;
  role: Role;
  organisation_id: Buffer;
  org_zh: string;
  org_en: string;
}

/** What was entered at the decided steps, as far as this reader may see it, newest first. */
export function readDecisions(room: ReadingRoom, actor: Actor, caseId: Id<'case'>): Promise<DecisionList> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const reader = await readerOf(sql, actor, read);
    const rows = await sql.rows<Row>(
      `SELECT d.id, d.stage, d.step, d.round, d.outcome, d.side, d.person_id, d.at, d.form, d.recalled_at,
              (SELECT t.request_id FROM task t WHERE t.id = d.task_id AND d.step = 'decide-lapse') AS request_id,
              n.name_zh, n.name_en, m.name_zh AS behalf_zh, m.name_en AS behalf_en, p.role, p.organisation_id, o.name_zh AS org_zh, o.name_en AS org_en
       FROM decision d JOIN post p ON p.id = d.post_id JOIN person n ON n.id = d.person_id
       JOIN organisation o ON o.id = p.organisation_id LEFT JOIN person m ON m.id = d.on_behalf_of
       WHERE d.case_id = ? ORDER BY d.id DESC`,
      [bytesOf(caseId)],
    );
    const seen = rows.filter((row) => mayReadAct(reader, { ...row, personId: idOf('person', row.person_id) }));
    const items = seen.map((row) => present(row, reader));
    const standard = await room.standard(sql, read.file.standardVersionId);
    return { standard: standardOf(standard.content), named: await readNamed(sql, items), items };
  });
}

/** How the actor stands to a case, with the seats they hold. */
export async function readerOf(sql: Sql, actor: Actor, read: ReadCase): Promise<Reader> {
  const seats = read.seated
    ? await sql.rows<{ level: 'province' | 'nation'; is_lead: number }>(
        `SELECT p.level, s.is_lead FROM panel p JOIN seat s ON s.panel_id = p.id AND s.left_at IS NULL
         WHERE p.case_id = ? AND s.person_id = ?`,
        [bytesOf(read.file.id), bytesOf(actor.personId)],
      )
    : [];
  return {
    personId: actor.personId,
    bodies: read.bodies,
    seats: seats.map((seat) => ({ level: seat.level, lead: seat.is_lead === 1 })),
  };
}

/** Persons, seats and retention classes that the shown forms name, in two statements at most. Who may not read a form gets no name of it. */
async function readNamed(sql: Sql, items: DecisionList['items']): Promise<DecisionList['named']> {
  const said = JSON.stringify(items.map((item) => item.form));
  const idsOf = (kind: 'person' | 'seat') => [...new Set(said.match(new RegExp(`${kind}_[0-9a-f]{32}`, 'g')) ?? [])];
  const people = idsOf('person');
  const seats = idsOf('seat');
  const parts = [
    ...(people.length > 0
      ? [`SELECT 'person' AS kind, id, name_zh, name_en FROM person WHERE id IN (${marks(people.length)})`]
      : []),
    ...(seats.length > 0
      ? [
          `SELECT 'seat' AS kind, s.id, n.name_zh, n.name_en FROM seat s JOIN person n ON n.id = s.person_id
           WHERE s.id IN (${marks(seats.length)})`,
        ]
      : []),
  ];
  const kept = items.some((item) => item.form.retentionClass !== undefined)
    ? (await new ArchiveRepository(sql).retentionClasses()).map(({ id, name }) => ({ id, name }))
    : [];
  if (parts.length === 0) return kept;
  const rows = await sql.rows<{ kind: 'person' | 'seat'; id: Buffer; name_zh: string; name_en: string }>(
    parts.join(' UNION ALL '),
    [...people, ...seats].map(bytesOf),
  );
  return [...kept, ...rows.map((row) => ({ id: idOf(row.kind, row.id), name: { zh: row.name_zh, en: row.name_en } }))];
}

function present(row: Row, reader: Reader): DecisionList['items'][number] {
  const named = mayReadName(reader, { ...row, personId: idOf('person', row.person_id) });
  const organisation = { id: idOf('organisation', row.organisation_id), name: { zh: row.org_zh, en: row.org_en } };
  return {
    id: idOf('decision', row.id),
    stage: row.stage,
    step: row.step,
    round: row.round,
    outcome: row.outcome,
    at: row.at.toISOString(),
    by: named
      ? { name: { zh: row.name_zh, en: row.name_en }, role: row.role, organisation, onBehalfOf: behalfOf(row) }
      : null,
    recalledAt: row.recalled_at?.toISOString() ?? null,
    form: JSON.parse(row.form) as Record<string, unknown>,
    requestId: row.request_id && idOf('request', row.request_id),
  };
}

const behalfOf = (row: Row) =>
  row.behalf_zh === null ? null : { zh: row.behalf_zh, en: row.behalf_en ?? row.behalf_zh };
