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
  /** Number of the item made of it; of the request alone where none is known. */
  mergedNo: number | null;
  declined: { at: number; by: Id<'person'>; reason: string } | null;
}

/** A proposal before anybody looked at it. */
export type NewProposal = Omit<Proposal, 'mergedInto' | 'mergedNo' | 'declined'>;

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
  merged_no: number | null;
  declined_by: Buffer | null;
  declined_at: Date | null;
  decline_reason: string | null;
}

export class ProposalRepository {
  constructor(private readonly sql: Sql) {}

  async insert(proposal: NewProposal): Promise<void> {
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
    return rows.map(proposalOf);
  }

  async find(id: Id<'itemProposal'>): Promise<Proposal | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM item_proposal WHERE id = ?', [bytesOf(id)]);
    return row && proposalOf(row);
  }

  async decline(id: Id<'itemProposal'>, { by, at, reason }: NonNullable<Proposal['declined']>): Promise<void> {
    await this.sql.run('UPDATE item_proposal SET declined_by = ?, declined_at = ?, decline_reason = ? WHERE id = ?', [
      bytesOf(by),
      toSql(at),
      reason,
      bytesOf(id),
    ]);
  }

  /** The proposals a draft takes up, with the numbers of their items; those it takes up no longer are free again. */
  async merge(requestId: Id<'request'>, merged: readonly { id: Id<'itemProposal'>; no: number }[]): Promise<void> {
    await this.sql.run('UPDATE item_proposal SET merged_into = NULL, merged_no = NULL WHERE merged_into = ?', [
      bytesOf(requestId),
    ]);
    for (const { id, no } of merged)
      await this.sql.run('UPDATE item_proposal SET merged_into = ?, merged_no = ? WHERE id = ?', [
        bytesOf(requestId),
        no,
        bytesOf(id),
      ]);
  }
}

function proposalOf(row: Row): Proposal {
  const { declined_by, declined_at } = row;
  return {
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
    mergedNo: row.merged_no,
    declined:
      declined_by && declined_at
        ? { by: idOf('person', declined_by), at: fromSql(declined_at), reason: row.decline_reason ?? '' }
        : null,
  };
}
