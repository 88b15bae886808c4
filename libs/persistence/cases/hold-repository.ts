import type { Id } from '../../contracts/ids';
import type { LegalDate } from '../../contracts/deadlines';
import { bytesOf, bytesOrNull, idOf, idOrNull, newId } from '../bytes';
import { fromSql, fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

export interface Hold {
  reason: string;
  reviewOn: LegalDate;
  since: number;
}

export interface Withdrawal {
  id: Id<'withdrawal'>;
  reason: string;
  paperNumber: string;
  documentId: Id<'document'>;
  requestedBy: Id<'post'>;
  /** Set where a deputy asked. */
  askedPerson: Id<'person'> | null;
  requestedAt: number;
}

export interface PendingWithdrawal extends Withdrawal {
  requestedByPerson: Id<'person'>;
}

/** Holds of a case, and the withdrawal that waits for the nation's agreement. */
export class HoldRepository {
  constructor(private readonly sql: Sql) {}

  async hold(caseId: Id<'case'>, hold: Hold, post: Id<'post'>): Promise<void> {
    await this.sql.insert('case_hold', [
      {
        id: bytesOf(newId('stage')),
        case_id: bytesOf(caseId),
        reason: hold.reason,
        review_on: hold.reviewOn,
        since: toSql(hold.since),
        by_post: bytesOf(post),
      },
    ]);
  }

  async resume(caseId: Id<'case'>, at: number): Promise<void> {
    await this.sql.run('UPDATE case_hold SET resumed_at = ? WHERE case_id = ? AND resumed_at IS NULL', [
      toSql(at),
      bytesOf(caseId),
    ]);
  }

  /** When the case was on hold, oldest first; `resumedAt` null while it is. */
  async ofCase(caseId: Id<'case'>): Promise<{ since: number; resumedAt: number | null }[]> {
    const rows = await this.sql.rows<{ since: Date; resumed_at: Date | null }>(
      'SELECT since, resumed_at FROM case_hold WHERE case_id = ? ORDER BY since',
      [bytesOf(caseId)],
    );
    return rows.map((row) => ({ since: fromSql(row.since), resumedAt: fromSqlOrNull(row.resumed_at) }));
  }

  async requestWithdrawal(caseId: Id<'case'>, withdrawal: Withdrawal): Promise<void> {
    await this.sql.insert('withdrawal', [
      {
        id: bytesOf(withdrawal.id),
        case_id: bytesOf(caseId),
        state: 'requested',
        reason: withdrawal.reason,
        paper_number: withdrawal.paperNumber,
        document_id: bytesOf(withdrawal.documentId),
        requested_by: bytesOf(withdrawal.requestedBy),
        asked_person: bytesOrNull(withdrawal.askedPerson),
        requested_at: toSql(withdrawal.requestedAt),
      },
    ]);
  }

  async pendingWithdrawal(caseId: Id<'case'>): Promise<PendingWithdrawal | undefined> {
    const row = await this.sql.row<{
      id: Buffer;
      reason: string;
      paper_number: string;
      document_id: Buffer;
      requested_by: Buffer;
      asked_person: Buffer | null;
      requested_at: Date;
      person_id: Buffer;
    }>(
      "SELECT w.*, p.person_id FROM withdrawal w JOIN post p ON p.id = w.requested_by WHERE w.case_id = ? AND w.state = 'requested'",
      [bytesOf(caseId)],
    );
    return (
      row && {
        id: idOf('withdrawal', row.id),
        reason: row.reason,
        paperNumber: row.paper_number,
        documentId: idOf('document', row.document_id),
        requestedBy: idOf('post', row.requested_by),
        askedPerson: idOrNull('person', row.asked_person),
        requestedByPerson: idOf('person', row.person_id),
        requestedAt: fromSql(row.requested_at),
      }
    );
  }

  async agree(caseId: Id<'case'>): Promise<void> {
    await this.sql.run("UPDATE withdrawal SET state = 'agreed' WHERE case_id = ?", [bytesOf(caseId)]);
  }
}
