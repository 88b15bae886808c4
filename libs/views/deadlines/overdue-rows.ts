import type { OverdueQuery } from '../../contracts/api/overdue';
import type { DeadlineState, LegalDate } from '../../contracts/deadlines';
import type { ArchiveState, CaseKind, CaseStatus, Stage } from '../../contracts/procedure';
import type { DeadlineKind, DeadlineSubject } from '../../contracts/programme';
import type { Oversight, OwingBody } from '../../domain/deadlines/overseeing';
import { bytesOf } from '../../persistence/bytes';
import type { Sql, Value } from '../../persistence/sql';
import { decodeCursor, hexId, isoInstant } from '../cursor';

export interface OverdueRecord {
  id: Buffer;
  case_id: Buffer;
  stage_id: Buffer | null;
  task_id: Buffer | null;
  rule_id: string;
  subject: DeadlineSubject;
  kind: DeadlineKind;
  body: OwingBody;
  due_on: LegalDate;
  due_at: Date;
  state: DeadlineState;
  provisional: number;
  /** Of a limit that stands still: answers to requests that are waited for. */
  awaited: number | string | null;
  number: string;
  case_kind: CaseKind;
  case_stage: Stage | null;
  case_status: CaseStatus;
  case_archive: ArchiveState | null;
  province: string;
  programme_version_id: Buffer;
  programme: string;
  applicant_id: Buffer;
  applicant_zh: string;
  applicant_en: string;
  province_id: Buffer;
  nation_id: Buffer;
  call_id: Buffer | null;
  submitted_at: Date | null;
  center_id: Buffer | null;
  rung: string | null;
  rung_at: Date | null;
  urged_at: Date | null;
  order_number: string | null;
  order_state: string | null;
  order_at: Date | null;
}

/** Up to which due date a row of these rules of a programme version is due soon. */
export interface Horizon {
  programmeId: Buffer;
  until: LegalDate;
  /** Legal instant of the end of that day. */
  untilAt: number;
  rules: string[];
}

export type Tab = 'overdue' | 'soon';
export type Kind = 'commitment' | 'internal';
type Counts = Record<`${Tab}_commitment`, number> & Partial<Record<`${Tab}_internal`, number>>;

/** 999 and one more: enough to say "999+". */
const countCap = 1000;

interface Part {
  sql: string;
  params: Value[];
}

/**
 * A page of rows that are overdue or due soon, earliest first, and the capped counts of both tabs and kinds: one
 * statement, every part of it a range of an index.
 */
export async function overduePage(
  sql: Sql,
  oversight: Oversight,
  query: OverdueQuery,
  moment: { now: number; horizons: readonly Horizon[] },
): Promise<{ rows: OverdueRecord[]; counts: Counts }> {
  const cut = query.limit + 1;
  const tab: Tab = query.soon ? 'soon' : 'overdue';
  const kinds: Kind[] = oversight.inside ? ['commitment', 'internal'] : ['commitment'];
  const partsOf = (of: Tab, kind: Kind) => parts(oversight, query, { ...moment, tab: of, kind });
  const counted = (['overdue', 'soon'] as const).flatMap((of) =>
    kinds.map((kind) => countOf(`${of}_${kind}`, partsOf(of, kind))),
  );
  const past = keyset(query.after);
  const shown = kinds
    .filter((kind) => query.kind === undefined || query.kind === kind)
    .flatMap((kind) => partsOf(tab, kind))
    .map((part) => ({ sql: `${part.sql} ${past.sql}`, params: [...part.params, ...past.params] }));
  const list = shown.map((part) => `(${part.sql} ORDER BY d.due_at, d.id LIMIT ${String(cut)})`);
  // An empty union is no SQL: an outsider who asks for internal limits gets a page of none.
  const page = list.length > 0 ? list.join(' UNION ALL ') : 'SELECT NULL AS id, NULL AS due_at FROM clock WHERE id = 0';
  const own = oversight.body;
  const found = await sql.rows<Partial<OverdueRecord> & Counts & { page_id: Buffer | null }>(
    `SELECT ${counted.map((one) => one.sql).join(', ')}, a.id AS page_id, d.*, ${awaited} AS awaited, ${caseColumns},
            ${oversight.inside ? insideColumns : ''} v.code AS programme
     FROM clock k
     LEFT JOIN (SELECT id, due_at FROM (${page}) u ORDER BY due_at, id LIMIT ${String(cut)}) a ON TRUE
     LEFT JOIN deadline d ON d.id = a.id
     LEFT JOIN case_file c ON c.id = d.case_id
     LEFT JOIN organisation o ON o.id = c.applicant_id
     LEFT JOIN programme_version v ON v.id = c.programme_version_id
     ${oversight.inside ? lastOrder : ''}
     WHERE k.id = 1 ORDER BY a.due_at, a.id`,
    [
      ...counted.flatMap((one) => one.params),
      ...(oversight.inside ? [own] : []),
      ...shown.flatMap((part) => part.params),
      ...(oversight.inside ? [own] : []),
    ],
  );
  const first = found[0];
  if (!first) throw new Error('there is no clock');
  return { rows: found.filter((row) => row.page_id !== null) as unknown as OverdueRecord[], counts: first };
}

const caseColumns = `c.number, c.kind AS case_kind, c.stage AS case_stage, c.status AS case_status, c.province,
  c.programme_version_id, c.applicant_id, o.name_zh AS applicant_zh, o.name_en AS applicant_en, c.province_id,
  c.nation_id, c.call_id, c.submitted_at, c.center_id, c.archive AS case_archive`;

/** Pauses by request that are open, as `awaitedAnswers` counts them; less than none once such pauses took all they may. */
const fact = (name: string) => `JSON_UNQUOTE(JSON_EXTRACT(j.content, '$.${name}'))`;
const awaited = `CASE WHEN d.state = 'paused' THEN (
  SELECT SUM(CASE WHEN ${fact('kind')} = 'pause-capped' THEN -1000 WHEN ${fact('cause')} <> 'request' THEN 0
                  WHEN ${fact('kind')} = 'paused' THEN 1 WHEN ${fact('kind')} = 'resumed' THEN -1 ELSE 0 END)
  FROM deadline_adjustment j WHERE j.deadline_id = d.id AND ${fact('kind')} IN ('paused', 'resumed', 'pause-capped')
    AND (${fact('kind')} = 'pause-capped' OR ${fact('cause')} = 'request')) ELSE 0 END`;

/** Rungs of this due date or a later one: those of an earlier date rang for another limit. */
const reached = (column: string) =>
  `(SELECT r.${column} FROM alarm_rung r WHERE r.deadline_id = d.id AND r.state = 'rung' AND r.due_on >= d.due_on
    ORDER BY r.at DESC LIMIT 1)`;
const insideColumns = `${reached('rung')} AS rung, ${reached('at')} AS rung_at,
  (SELECT MAX(g.at) FROM task_urge g WHERE g.case_id = c.id AND g.body = ?) AS urged_at,
  x.number AS order_number, x.state AS order_state, x.issued_at AS order_at,`;
const lastOrder = `LEFT JOIN supervision_order x ON x.id =
  (SELECT y.id FROM supervision_order y WHERE y.case_id = c.id AND y.body = ? ORDER BY y.id DESC LIMIT 1)`;

function countOf(name: string, of: readonly Part[]): Part {
  const rows = of.map((part) => `(${part.sql} LIMIT ${String(countCap)})`).join(' UNION ALL ');
  return {
    sql: `(SELECT COUNT(*) FROM (SELECT id FROM (${rows}) n LIMIT ${String(countCap)}) m) AS ${name}`,
    params: of.flatMap((part) => part.params),
  };
}

interface PartOf {
  tab: Tab;
  kind: Kind;
  now: number;
  horizons: readonly Horizon[];
}

/** A part for each index range: an organisation's own rows, or a body's commitments that one may know of. */
function parts(oversight: Oversight, query: OverdueQuery, of: PartOf): Part[] {
  const when = of.tab === 'overdue' ? before(of.now) : soon(of.now, of.horizons);
  const narrowed = narrowing(query);
  const known = oversight.as === 'nation' ? 'AND c.submitted_at IS NOT NULL' : '';
  return oversight.organisations.map((organisation) => {
    const scope = oversight.inside
      ? { index: 'deadline_desk', sql: 'd.organisation_id = ?', params: [bytesOf(organisation)] }
      : {
          index: 'deadline_body',
          sql: `c.${oversight.as === 'nation' ? 'nation_id' : 'province_id'} = ? AND d.body = ?`,
          params: [bytesOf(organisation), oversight.body],
        };
    return {
      sql: `SELECT d.id, d.due_at FROM deadline d FORCE INDEX (${scope.index})
            STRAIGHT_JOIN case_file c ON c.id = d.case_id
            WHERE ${scope.sql} AND d.kind = ? AND d.closed_at IS NULL ${known} ${when.sql} ${narrowed.sql}`,
      params: [...scope.params, of.kind, ...when.params, ...narrowed.params],
    };
  });
}

const before = (now: number): Part => ({ sql: 'AND d.due_at < ?', params: [new Date(now)] });

function soon(now: number, horizons: readonly Horizon[]): Part {
  if (horizons.length === 0) return { sql: 'AND FALSE', params: [] };
  const last = Math.max(...horizons.map((one) => one.untilAt));
  const each = horizons.map(
    (one) => `(c.programme_version_id = ? AND d.due_on <= ? AND d.rule_id IN (${one.rules.map(() => '?').join(', ')}))`,
  );
  return {
    sql: `AND d.due_at >= ? AND d.due_at <= ? AND d.state = 'running' AND (${each.join(' OR ')})`,
    params: [new Date(now), new Date(last), ...horizons.flatMap((one) => [one.programmeId, one.until, ...one.rules])],
  };
}

function narrowing({ province, stage }: OverdueQuery): Part {
  const conditions = [
    ...(province === undefined ? [] : [['AND c.province = ?', province] as const]),
    ...(stage === undefined ? [] : [['AND c.stage = ?', stage] as const]),
  ];
  return { sql: conditions.map(([text]) => text).join(' '), params: conditions.map(([, value]) => value) };
}

/** Written out, not as a row comparison: the range is then read from the index. */
function keyset(after: string | undefined): Part {
  if (after === undefined) return { sql: '', params: [] };
  const [at = '', id = ''] = decodeCursor(after, [isoInstant, hexId]);
  const due = new Date(at);
  return { sql: 'AND d.due_at >= ? AND (d.due_at > ? OR d.id > ?)', params: [due, due, Buffer.from(id, 'hex')] };
}
