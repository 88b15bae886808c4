import type { CaseList } from '../../contracts/api/cases';
import { bodyOfArchivist, bodyOfPost, ownPosts, type Actor, type Body } from '../../contracts/posts';
import {
  bodyOfStage,
  type ArchiveStage,
  type ArchiveState,
  type CaseStatus,
  type Stage,
} from '../../contracts/procedure';
import { bytesOf, idOf } from '../../persistence/bytes';
import { caseFileOf, type CaseFileRow } from '../../persistence/cases/case-file';
import type { Value } from '../../persistence/sql';
import { bodiesOnCase } from '../../domain/people/relation';
import { decodeCursor, encodeCursor, hexId, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';
import { archiveShownTo, partiesOf, sinceOf } from './case-reader';

export interface CasesQuery {
  limit: number;
  after?: string;
  status?: CaseStatus;
  stage?: Stage;
  archive?: ArchiveState;
  number?: string;
}

type Row = CaseFileRow & { applicant_zh: string; applicant_en: string; programme: string };

/** Cases the reader may know of, newest first: a keyset union over what their posts open, one statement. */
export function readCases(room: ReadingRoom, actor: Actor, query: CasesQuery): Promise<CaseList> {
  return room.database.read(async (sql) => {
    const cut = query.limit + 1;
    const narrowed = narrowing(query);
    const scopes = scopesOf(actor).filter((scope) => query.archive === undefined || scope.archive !== null);
    const parts = scopes.map(
      (scope) =>
        `(SELECT c.id FROM ${scope.from} WHERE ${scope.where} ${narrowed.sql} ${inArchive(scope, query)} ORDER BY c.id DESC LIMIT ${String(cut)})`,
    );
    if (parts.length === 0) return { items: [], next: null };
    const rows = await sql.rows<Row>(
      `SELECT c.*, o.name_zh AS applicant_zh, o.name_en AS applicant_en, v.code AS programme
       FROM (SELECT DISTINCT id FROM (${parts.join(' UNION ALL ')}) u ORDER BY id DESC LIMIT ${String(cut)}) a
       JOIN case_file c ON c.id = a.id
       JOIN organisation o ON o.id = c.applicant_id
       JOIN programme_version v ON v.id = c.programme_version_id
       ORDER BY a.id DESC`,
      scopes.flatMap((scope) => [...scope.params, ...narrowed.params]),
    );
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.id.toString('hex')]),
      (row) => present(actor, row),
    );
  });
}

interface Scope {
  from: string;
  where: string;
  params: Value[];
  /** The archive whose state this scope may know. */
  archive: ArchiveStage | null;
}

const archiveOf: Record<Body, ArchiveStage | null> = {
  hospital: null,
  province: 'provincial-archive',
  nation: 'archive',
};

/** Both values are of closed lists: a schema let the one through, the scope names the other. */
const inArchive = ({ archive }: Scope, query: CasesQuery): string =>
  query.archive === undefined ? '' : `AND c.archive = '${query.archive}' AND c.stage = '${String(archive)}'`;

/** The SQL side of entitlement to see a case; the pure side is `seesCase`. */
function scopesOf(actor: Actor): Scope[] {
  const scopes: Scope[] = [
    {
      from: 'seat s JOIN panel p ON p.id = s.panel_id JOIN case_file c ON c.id = p.case_id',
      where: 's.person_id = ? AND s.left_at IS NULL',
      params: [bytesOf(actor.personId)],
      archive: null,
    },
  ];
  const seen = new Set<string>();
  // Whoever stands in for a post holds one of their own in the same body.
  for (const post of ownPosts(actor)) {
    const body = bodyOfPost(post) ?? bodyOfArchivist(post);
    if (!body) continue;
    const archive = archiveOf[body];
    // An archivist knows of what lies in the archive, or is being put there.
    const shelved = post.role === 'archivist' ? ` AND c.archive IS NOT NULL AND c.stage = '${String(archive)}'` : '';
    if (seen.has(body + post.organisationId + shelved)) continue;
    seen.add(body + post.organisationId + shelved);
    const column = { hospital: 'applicant_id', province: 'province_id', nation: 'nation_id' }[body];
    const visible = body === 'nation' ? ' AND c.submitted_at IS NOT NULL' : '';
    scopes.push({
      from: 'case_file c',
      where: `c.${column} = ?${visible}${shelved}`,
      params: [bytesOf(post.organisationId)],
      archive,
    });
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

function present(actor: Actor, row: Row): CaseList['items'][number] {
  const file = caseFileOf(row);
  return {
    id: file.id,
    number: file.number,
    kind: file.kind,
    status: file.status,
    result: file.result,
    stage: file.stage,
    stageBody: file.stage ? bodyOfStage[file.stage] : null,
    stageSince: sinceOf(file),
    applicant: { id: idOf('organisation', row.applicant_id), name: { zh: row.applicant_zh, en: row.applicant_en } },
    province: file.province,
    programme: row.programme,
    openedAt: new Date(file.openedAt).toISOString(),
    closedAt: file.closedAt === null ? null : new Date(file.closedAt).toISOString(),
    archive: archiveShownTo(bodiesOnCase(actor, partiesOf(file)), file),
  };
}
