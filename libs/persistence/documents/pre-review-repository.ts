import type { Id } from '../../contracts/ids';
import { bytesOf, bytesOrNull, idOf } from '../bytes';
import type { Sql } from '../sql';
import { fromSql, toSql } from '../instants';

export interface DraftComment {
  id: Id<'preReview'>;
  caseId: Id<'case'>;
  postId: Id<'post'>;
  personId: Id<'person'>;
  text: string;
  commentedAt: number;
  doneAt: number | null;
}

interface Row {
  id: Buffer;
  case_id: Buffer;
  post_id: Buffer;
  person_id: Buffer;
  text: string;
  commented_at: Date;
  done_at: Date | null;
}

export class PreReviewRepository {
  constructor(private readonly sql: Sql) {}

  /** Since when the draft is open to the province; null where it is not. */
  async sharedAt(caseId: Id<'case'>): Promise<number | null> {
    const row = await this.sql.row<{ shared_at: Date | null }>('SELECT shared_at FROM pre_review WHERE case_id = ?', [
      bytesOf(caseId),
    ]);
    return row?.shared_at ? fromSql(row.shared_at) : null;
  }

  async share(caseId: Id<'case'>, at: number | null, by: Id<'post'>): Promise<void> {
    await this.sql.run(
      `INSERT INTO pre_review (case_id, shared_at, shared_by) VALUES (?, ?, ?)
       ON DUPLICATE KEY UPDATE shared_at = VALUES(shared_at), shared_by = VALUES(shared_by)`,
      [bytesOf(caseId), at === null ? null : toSql(at), bytesOf(by)],
    );
  }

  async add(comment: DraftComment): Promise<void> {
    await this.sql.insert('pre_review_comment', [
      {
        id: bytesOf(comment.id),
        case_id: bytesOf(comment.caseId),
        post_id: bytesOf(comment.postId),
        person_id: bytesOf(comment.personId),
        text: comment.text,
        commented_at: toSql(comment.commentedAt),
        done_at: null,
        done_by: null,
      },
    ]);
  }

  async of(caseId: Id<'case'>): Promise<DraftComment[]> {
    const rows = await this.sql.rows<Row>('SELECT * FROM pre_review_comment WHERE case_id = ? ORDER BY id', [
      bytesOf(caseId),
    ]);
    return rows.map((row) => ({
      id: idOf('preReview', row.id),
      caseId: idOf('case', row.case_id),
      postId: idOf('post', row.post_id),
      personId: idOf('person', row.person_id),
      text: row.text,
      commentedAt: fromSql(row.commented_at),
      doneAt: row.done_at === null ? null : fromSql(row.done_at),
    }));
  }

  async tick(id: Id<'preReview'>, at: number | null, by: Id<'person'> | null): Promise<void> {
    await this.sql.run('UPDATE pre_review_comment SET done_at = ?, done_by = ? WHERE id = ?', [
      at === null ? null : toSql(at),
      bytesOrNull(by),
      bytesOf(id),
    ]);
  }
}
