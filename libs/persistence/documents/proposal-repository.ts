import type { Id } from '../../contracts/ids';
import { bytesOf, idOf, idOrNull } from '../bytes';
import { fromSql, toSql } from '../instants';
import { marks, type Sql } from '../sql';

/** What an expert would have asked for. Inside the body whose panel it is; who it was stays there. */
export interface Proposal {
  id: Id<'itemProposal'>;
  caseId: Id<'case'>;
  stageId: Id<'stage'>;
  level: 'province' | 'nation';
  seatId: Id<'seat'>;
  personId: Id<'person'>;
  title: string;
  accepts: string;
  reason: string;
  proposedAt: number;
  mergedInto: Id<'request'> | null;
}

interface Row {
  id: Buffer;
  case_id: Buffer;
  stage_id: Buffer;
  level: Proposal['level'];
  seat_id: Buffer;
  person_id: Buffer;
  title: string;
  accepts: string;
  reason: string;
  proposed_at: Date;
  merged_into: Buffer | null;
}

export class ProposalRepository {
  constructor(private readonly sql: Sql) {}

  async insert(proposal: Proposal): Promise<void> {
    await this.sql.insert('item_proposal', [
      {
        id: bytesOf(proposal.id),
        case_id: bytesOf(proposal.caseId),
        stage_id: bytesOf(proposal.stageId),
        level: proposal.level,
        seat_id: bytesOf(proposal.seatId),
        person_id: bytesOf(proposal.personId),
        title: proposal.title,
        accepts: proposal.accepts,
        reason: proposal.reason,
        proposed_at: toSql(proposal.proposedAt),
        merged_into: null,
      },
    ]);
  }

  async ofCase(caseId: Id<'case'>, levels: readonly Proposal['level'][]): Promise<Proposal[]> {
    if (levels.length === 0) return [];
    const rows = await this.sql.rows<Row>(
      `SELECT * FROM item_proposal WHERE case_id = ? AND level IN (${marks(levels.length)}) ORDER BY id`,
      [bytesOf(caseId), ...levels],
    );
    return rows.map((row) => ({
      id: idOf('itemProposal', row.id),
      caseId: idOf('case', row.case_id),
      stageId: idOf('stage', row.stage_id),
      level: row.level,
      seatId: idOf('seat', row.seat_id),
      personId: idOf('person', row.person_id),
      title: row.title,
      accepts: row.accepts,
      reason: row.reason,
      proposedAt: fromSql(row.proposed_at),
      mergedInto: idOrNull('request', row.merged_into),
    }));
  }

  /** The proposals a draft takes up; those it takes up no longer are free again. */
  async merge(requestId: Id<'request'>, ids: readonly Id<'itemProposal'>[]): Promise<void> {
    await this.sql.run('UPDATE item_proposal SET merged_into = NULL WHERE merged_into = ?', [bytesOf(requestId)]);
    if (ids.length === 0) return;
    await this.sql.run(`UPDATE item_proposal SET merged_into = ? WHERE id IN (${marks(ids.length)})`, [
      bytesOf(requestId),
      ...ids.map(bytesOf),
    ]);
  }
}
