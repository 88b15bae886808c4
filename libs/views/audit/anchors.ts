import type { AnchorList, VerificationView } from '../../contracts/api/audit';
import type { Actor } from '../../contracts/posts';
import { decodeCursor, encodeCursor, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';
import { requireAuditor } from './audit-log';

/** Anchors, newest first. Refused: not-entitled. */
export function readAnchors(
  room: ReadingRoom,
  actor: Actor,
  query: { limit: number; after?: string },
): Promise<AnchorList> {
  requireAuditor(actor);
  const before = query.after === undefined ? null : Number(decodeCursor(query.after, [/^\d{1,9}$/])[0]);
  return room.database.read(async (sql) => {
    const rows = await sql.rows<{
      seq: number;
      at: Date;
      alg: string;
      chains: number;
      root: Buffer;
      key_id: string;
    }>(
      `SELECT seq, at, alg, chains, root, key_id FROM anchor ${before === null ? '' : 'WHERE seq < ?'}
       ORDER BY seq DESC LIMIT ${String(query.limit + 1)}`,
      before === null ? [] : [before],
    );
    return pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([String(row.seq)]),
      ({ at, root, key_id: keyId, ...row }) => ({ ...row, at: at.toISOString(), root: root.toString('hex'), keyId }),
    );
  });
}

/** What the last verification found. Refused: not-entitled. */
export function readVerification(room: ReadingRoom, actor: Actor): Promise<VerificationView> {
  requireAuditor(actor);
  return room.database.read(async (sql) => {
    const row = await sql.row<{ at: Date; intact: number; report: string }>(
      'SELECT at, intact, report FROM audit_verification ORDER BY at DESC, id DESC LIMIT 1',
    );
    if (!row) return { last: null };
    const report = JSON.parse(row.report) as Omit<NonNullable<VerificationView['last']>, 'at' | 'intact'>;
    const { events, cases, processes, anchors, sinceAnchor, caseNumber, findings, anchorFindings } = report;
    const found = { events, cases, processes, anchors, sinceAnchor, caseNumber, findings, anchorFindings };
    return { last: { at: row.at.toISOString(), intact: row.intact === 1, ...found } };
  });
}
