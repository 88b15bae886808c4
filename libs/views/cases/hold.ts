import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { bytesOf } from '../../persistence/bytes';
import type { Sql } from '../../persistence/sql';

/** The hold a case is under, with its reason: the applicant is told it too. */
export async function readHold(sql: Sql, caseId: Id<'case'>) {
  const row = await sql.row<{ reason: string; since: Date; review_on: LegalDate }>(
    'SELECT reason, since, review_on FROM case_hold WHERE case_id = ? AND resumed_at IS NULL',
    [bytesOf(caseId)],
  );
  return row ? { reason: row.reason, since: row.since.toISOString(), reviewOn: row.review_on } : null;
}
