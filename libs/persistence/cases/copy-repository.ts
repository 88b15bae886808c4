import type { Id } from '../../contracts/ids';
import type { AudienceKey } from '../../contracts/posts';
import { bytesOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface CaseCopy {
  id: Id<'copy'>;
  caseId: Id<'case'>;
  audience: AudienceKey;
  organisationId: Id<'organisation'>;
  byPerson: Id<'person'>;
  byPost: Id<'post'>;
  note: string | null;
  at: number;
}

/** Cases that were copied to a person or a post. */
export class CopyRepository {
  constructor(private readonly sql: Sql) {}

  async add(copy: CaseCopy): Promise<void> {
    await this.sql.insert('case_copy', [
      {
        audience: copy.audience,
        id: bytesOf(copy.id),
        case_id: bytesOf(copy.caseId),
        organisation_id: bytesOf(copy.organisationId),
        by_person: bytesOf(copy.byPerson),
        by_post: bytesOf(copy.byPost),
        note: copy.note,
        at: toSql(copy.at),
      },
    ]);
  }
}
