import type { CaseList } from '../../contracts/api/cases';
import { bodyOfPost, ownPosts, type Actor } from '../../contracts/posts';
import { bodyOfStage, type CaseStatus, type Stage } from '../../contracts/procedure';
import { bytesOf, idOf } from '../../persistence/bytes';
import { caseFileOf, type CaseFileRow } from '../../persistence/cases/case-file';
import type { Value } from '../../persistence/sql';
import { decodeCursor, encodeCursor, hexId, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';

export interface CasesQuery {
  limit: number;
  after?: string;
  status?: CaseStatus;
  stage?: Stage;
  number?: string;
}

type Row = CaseFileRow & { applicant_zh: string; applicant_en: string; programme: string };

/** Cases the reader may know of, newest first: a keyset union over what their posts open, one statement. */
export function readCases(room: ReadingRoom, actor: Actor, query: CasesQuery): Promise<CaseList> {
  return room.database.read(async (sql) => {
    const cut = query.limit + 1;
    const narrowed = narrowing(query);
    const scopes = scopesOf(actor);
    const parts = scopes.map(
      (scope) =>
        `(SELECT c.id FROM ${scope.from} WHERE ${scope.where} ${narrowed.sql} ORDER BY c.id DESC LIMIT ${String(cut)})`,
    );
    const rows = await sql.rows<Row>(
      `SELECT c.*, o.name_zh AS applicant_zh, o.name_en AS applicant_en, v.code AS programme
       FROM (SELECT DISTINCT id FROM (${parts.join(' UNION ALL ')}) u ORDER BY id DESC LIMIT ${String(cut)}) a
       JOIN case_file c ON c.id = a.id
       JOIN organisation o ON o.id = c.applicant_id
       JOIN programme_version v ON v.id = c.programme_version_id
       ORDER BY a.id DESC`,
      scopes.flatMap((scope) => [...scope.params, ...narrowed.params]),
    );
    return pageOf(rows, query.limit, (row) => encodeCursor([row.id.toString('hex')]), present);
  });
}

interface Scope {
  from: string;
  where: string;
  params: Value[];
}

/** The SQL side of entitlement to see a case; the pure side is `seesCase`. */
function scopesOf(actor: Actor): Scope[] {
  const scopes: Scope[] = [
    {
      from: 'seat s JOIN panel p ON p.id = s.panel_id JOIN case_file c ON c.id = p.case_id',
      where: 's.person_id = ? AND s.left_at IS NULL',
      params: [bytesOf(actor.personId)],
    },
  ];
  const seen = new Set<string>();
  // Whoever stands in for a post holds one of their own in the same body.
  for (const post of ownPosts(actor)) {
    const body = bodyOfPost(post);
    if (!body || seen.has(body + post.organisationId)) continue;
    seen.add(body + post.organisationId);
    const column = { hospital: 'applicant_id', province: 'province_id', nation: 'nation_id' }[body];
    const visible = body === 'nation' ? ' AND c.submitted_at IS NOT NULL' : '';
    scopes.push({ from: 'case_file c', where: `c.${column} = ?${visible}`, params: [bytesOf(post.organisationId)] });
  }
  return scopes;
}

function narrowing(query: CasesQuery): { sql: string; params: Value[] } {
  const conditions: string[] = [];
  const params: Value[] = [];
  if (query.after !== undefined) {
    conditions.push('AND c.id < ?');
    params.push(Buffer.from(decodeCursor(query.after, [hexId])[0] ?? '', 'hex'));
  }
  if (query.status) {
    conditions.push('AND c.status = ?');
    params.push(query.status);
  }
  if (query.stage) {
    conditions.push('AND c.stage = ?');
    params.push(query.stage);
  }
  if (query.number) {
    // Anchored at the front, so that the unique index serves it.
    conditions.push('AND c.number LIKE ?');
    params.push(`${query.number.replace(/[%_\\]/g, '\\$&')}%`);
  }
  return { sql: conditions.join(' '), params };
}

function present(row: Row): CaseList['items'][number] {
  const file = caseFileOf(row);
  return {
    id: file.id,
    number: file.number,
    kind: file.kind,
    status: file.status,
    result: file.result,
    stage: file.stage,
    stageBody: file.stage ? bodyOfStage[file.stage] : null,
    stageSince: file.stageSince === null ? null : new Date(file.stageSince).toISOString(),
    applicant: { id: idOf('organisation', row.applicant_id), name: { zh: row.applicant_zh, en: row.applicant_en } },
    province: file.province,
    programme: row.programme,
    openedAt: new Date(file.openedAt).toISOString(),
    closedAt: file.closedAt === null ? null : new Date(file.closedAt).toISOString(),
  };
}
