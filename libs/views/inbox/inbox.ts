import type { Inbox, InboxRow } from '../../contracts/api/tasks';
import type { Id } from '../../contracts/ids';
import type { DeputyScope } from '../../contracts/deputies';
import { audiencesOf, narrowAudiencesOf, reaches, type Actor, type Role } from '../../contracts/posts';
import type { CaseKind, Stage, Step } from '../../contracts/procedure';
import { bytesOf, idOf, idOrNull } from '../../persistence/bytes';
import { LedgerRepository, type LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { marks, type Sql, type Value } from '../../persistence/sql';
import { decodeCursor, encodeCursor, hexId, isoInstant, pageOf } from '../cursor';
import { limitOfTask } from '../deadlines/limits';
import type { ReadingRoom } from '../reading-room';

interface Row {
  task_id: Buffer;
  sort_at: Date;
  rev: number;
  case_id: Buffer;
  stage_id: Buffer;
  stage: Stage;
  step: Step;
  round: number;
  role: Role | null;
  organisation_id: Buffer | null;
  call_id: Buffer | null;
  opened_at: Date;
  claimed_at: Date | null;
  holder_id: Buffer | null;
  assigned_to: Buffer | null;
  asked_zh: string | null;
  asked_en: string | null;
  holder_zh: string | null;
  holder_en: string | null;
  number: string;
  kind: CaseKind;
  province: string;
  programme_version_id: Buffer;
  applicant_id: Buffer;
  applicant_zh: string;
  applicant_en: string;
  clock_offset: number | string;
  calendar_version: number;
  request_id: Buffer | null;
  request_number: string | null;
  request_items: number | null;
}

/**
 * The reader's open tasks, most urgent first: a keyset union over their audiences in one statement, the limits of the
 * page's cases in another.
 */
export function readInbox(room: ReadingRoom, actor: Actor, query: { limit: number; after?: string }): Promise<Inbox> {
  return room.database.read(async (sql) => {
    const rows = await pageRows(sql, actor, query);
    const caseIds = [...new Set(rows.map((row) => idOf('case', row.case_id) as string))] as Id<'case'>[];
    const ledgers = await new LedgerRepository(sql).openOf(caseIds);
    const presented = new Map<Row, InboxRow>();
    for (const row of rows) presented.set(row, await present(room, sql, actor, row, ledgers));
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.sort_at.toISOString(), row.task_id.toString('hex')]),
      (row) => presented.get(row) as InboxRow,
    );
  });
}

async function pageRows(sql: Sql, actor: Actor, query: { limit: number; after?: string }): Promise<Row[]> {
  const audiences = [...audiencesOf(actor).map(wholly), ...narrowAudiencesOf(actor).map(narrowly)];
  const cut = query.limit + 1;
  const after = query.after === undefined ? null : decodeCursor(query.after, [isoInstant, hexId]);
  const [afterAt, afterId] = after ?? [];
  // One whose reply is waited for may hold the post as well: UNION shows the task once.
  // Written out, not as a row comparison: the range is then read from the primary key.
  const past = after ? 'AND due_at >= ? AND (due_at > ? OR task_id > ?)' : '';
  const pastParams = after ? [new Date(afterAt ?? ''), new Date(afterAt ?? ''), Buffer.from(afterId ?? '', 'hex')] : [];
  const parts = audiences.map(
    ({ within }) =>
      `(SELECT due_at, task_id FROM task_audience WHERE audience = ? ${past} ${within} AND ${notRecused}
        ORDER BY due_at, task_id LIMIT ${String(cut)})`,
  );
  return sql.rows<Row>(
    `SELECT a.due_at AS sort_at, a.task_id, t.rev, t.case_id, t.stage_id, t.stage, t.step, t.round, t.role, t.organisation_id, c.call_id, t.opened_at,
            t.claimed_at, t.holder_id, t.assigned_to, h.name_zh AS holder_zh, h.name_en AS holder_en, r.name_zh AS asked_zh, r.name_en AS asked_en, c.number, c.kind, c.province,
            c.programme_version_id, c.applicant_id, o.name_zh AS applicant_zh, o.name_en AS applicant_en,
            k.offset_ms AS clock_offset, k.calendar_version, t.request_id, q.number AS request_number,
            q.items_total AS request_items
     FROM (SELECT due_at, task_id FROM (${parts.join(' UNION ')}) u ORDER BY due_at, task_id LIMIT ${String(cut)}) a
     JOIN task t ON t.id = a.task_id
     JOIN case_file c ON c.id = t.case_id
     JOIN organisation o ON o.id = c.applicant_id
     JOIN clock k ON k.id = 1
     LEFT JOIN document_request q ON q.id = t.request_id
     LEFT JOIN person h ON h.id = t.holder_id
     LEFT JOIN person r ON r.id = t.assigned_to
     ORDER BY a.due_at, a.task_id`,
    audiences.flatMap(({ audience, params }) => [audience, ...pastParams, ...params, bytesOf(actor.personId)]),
  );
}

/** What one stepped back from is offered no more. */
const notRecused = `NOT EXISTS (SELECT 1 FROM task_recusal x WHERE x.person_id = ? AND x.task_id = task_audience.task_id)`;

interface Audience {
  audience: string;
  within: string;
  params: Value[];
}
const wholly = (audience: string): Audience => ({ audience, within: '', params: [] });

/** Tasks of a post one stands in for with a narrower scope. */
function narrowly({ audience, scope }: { audience: string; scope: DeputyScope }): Audience {
  switch (scope.kind) {
    case 'post':
      return wholly(audience);
    case 'call':
      return {
        audience,
        within: `AND EXISTS (SELECT 1 FROM task t JOIN case_file c ON c.id = t.case_id
                 WHERE t.id = task_audience.task_id AND c.call_id = ?)`,
        params: [bytesOf(scope.callId)],
      };
    case 'steps':
      return {
        audience,
        within: `AND EXISTS (SELECT 1 FROM task t WHERE t.id = task_audience.task_id AND t.step IN (${marks(scope.steps.length)}))`,
        params: [...scope.steps],
      };
  }
}

async function present(
  room: ReadingRoom,
  sql: Sql,
  actor: Actor,
  row: Row,
  ledgers: Map<string, LedgerRow[]>,
): Promise<InboxRow> {
  const { content } = await room.programme(sql, idOf('programme', row.programme_version_id));
  const calendar = await room.calendar(sql, row.calendar_version);
  const id = idOf('task', row.task_id);
  const caseId = idOf('case', row.case_id);
  const holder = personOf(row.holder_id, row.holder_zh, row.holder_en);
  const asked = personOf(row.assigned_to, row.asked_zh, row.asked_en);
  return {
    id,
    rev: row.rev,
    caseId,
    caseNumber: row.number,
    caseKind: row.kind,
    applicant: { id: idOf('organisation', row.applicant_id), name: { zh: row.applicant_zh, en: row.applicant_en } },
    province: row.province,
    programme: content.code,
    stage: row.stage,
    step: row.step,
    round: row.round,
    openedAt: row.opened_at.toISOString(),
    claimedAt: row.claimed_at?.toISOString() ?? null,
    holder,
    mine: holder?.id === actor.personId,
    forReply: asked?.id === actor.personId,
    ...behalfOf(actor, row),
    waitsForReplyOf: asked,
    limit: limitOfTask(
      { id, stageId: idOf('stage', row.stage_id), stage: row.stage, step: row.step },
      ledgers.get(caseId) ?? [],
      {
        programme: content,
        calendar,
        province: row.province,
        legalNow: room.legalNow(row.clock_offset),
      },
    ),
    ...(row.request_id && {
      request: {
        id: idOf('request', row.request_id),
        number: row.request_number,
        items: row.request_items ?? 0,
      },
    }),
  };
}

/** Whom one would act for: nobody where an own post does, or where one is asked oneself. */
function behalfOf(actor: Actor, row: Row): Pick<InboxRow, 'onBehalfOf'> {
  const act = { callId: idOrNull('call', row.call_id), step: row.step };
  const organisationId = idOrNull('organisation', row.organisation_id);
  const posts = actor.posts.filter(
    (post) => post.role === row.role && post.organisationId === organisationId && reaches(post, act),
  );
  const [first] = posts;
  if (!first?.onBehalfOf || posts.some((post) => post.onBehalfOf === undefined)) return {};
  return { onBehalfOf: { id: first.onBehalfOf.personId, name: first.onBehalfOf.name } };
}

const personOf = (id: Buffer | null, zh: string | null, en: string | null) =>
  id && { id: idOf('person', id), name: { zh: zh ?? '', en: en ?? '' } };
