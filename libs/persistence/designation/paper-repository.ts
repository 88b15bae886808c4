import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import { bytesOf } from '../bytes';
import { faultCode } from '../database';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface Paper {
  id: Id<'paper'>;
  caseId: Id<'case'>;
  kind: 'submission' | 'notice' | 'withdrawal' | 'answer';
  number: string;
  dated: string;
  form: string;
  documentId: Id<'document'>;
  enteredBy: Id<'post'>;
  enteredAt: number;
}

export class PaperRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Registers a paper's number as its authority gave it. Refused as `number-taken` on the field it was entered in;
   * relies on the unique key on number.
   */
  async register(paper: Paper, field = 'number'): Promise<void> {
    try {
      await this.sql.insert('paper', [
        {
          id: bytesOf(paper.id),
          case_id: bytesOf(paper.caseId),
          kind: paper.kind,
          number: paper.number,
          dated: paper.dated,
          form: paper.form,
          document_id: bytesOf(paper.documentId),
          entered_by: bytesOf(paper.enteredBy),
          entered_at: toSql(paper.enteredAt),
        },
      ]);
    } catch (error) {
      if (faultCode(error) !== 'ER_DUP_ENTRY') throw error;
      throw new Refused('number-taken', { fields: [fieldError(field, 'number-taken')] });
    }
  }
}
